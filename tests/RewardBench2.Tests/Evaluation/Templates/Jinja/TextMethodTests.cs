namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Python's methods of texts, lists, dictionaries and numbers.</summary>
public sealed class TextMethodTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "[{{ '  a '.strip() }}][{{ '  a '.lstrip() }}][{{ '  a '.rstrip() }}][{{ 'xyaxy'.strip('xy') }}][{{ '\\n\\u2003a\\x1c'.strip() }}]", "[a][a ][  a][a][a]" },
        { "{{ 'a,b,c'.split(',') }}{{ ' a  b '.split() }}{{ 'a,b,c'.split(',', 1) }}{{ 'a,b,c'.rsplit(',', 1) }}{{ ' a b c '.split(none, 1) }}{{ 'a b c'.split(maxsplit=1) }}{{ ''.split() }}{{ ''.split(',') }}", "['a', 'b', 'c']['a', 'b']['a', 'b,c']['a,b', 'c']['a', 'b c ']['a', 'b c'][]['']" },
        { "{{ 'a\\nb\\r\\nc\\x0bd\\u2028e\\n'.splitlines() }}{{ 'a\\nb'.splitlines(true) }}", "['a', 'b', 'c', 'd', 'e']['a\\n', 'b']" },
        { "{{ text.startswith('He') }}{{ text.endswith(('x', 'ld')) }}{{ text.startswith('l', 2) }}{{ text.find('o') }}{{ text.rfind('o') }}{{ text.find('z') }}{{ text.index('W') }}{{ text.count('l') }}{{ 'aaa'.count('aa') }}", "TrueTrueTrue47-1631" },
        { "{{ text.upper() }}{{ text.lower() }}{{ text.title() }}{{ \"it's\".title() }}{{ 'aB'.swapcase() }}{{ 'aB c'.capitalize() }}{{ 'Straße'.casefold() }}{{ 'ΑΣ'.lower() }}", "HELLO WORLDhello worldHello WorldIt'SAbAb cstrasseας" },
        { "{{ text.replace('l', 'L') }}{{ text.replace('l', 'L', 1) }}{{ 'ab'.replace('', '.') }}{{ '-'.join(['a', 'b']) }}{{ ''.join(table) }}", "HeLLo WorLdHeLlo World.a.b.a-bba" },
        { "{{ 'a.b.c'.partition('.') }}{{ 'a.b.c'.rpartition('.') }}{{ 'abc'.partition('.') }}{{ text.removeprefix('He') }}{{ text.removesuffix('ld') }}", "('a', '.', 'b.c')('a.b', '.', 'c')('abc', '', '')llo WorldHello Wor" },
        { "[{{ 'ab'.center(5) }}][{{ 'ab'.ljust(4, '.') }}][{{ 'ab'.rjust(4) }}]{{ '-5'.zfill(4) }}{{ 'a\\tb'.expandtabs(4) }}", "[  ab ][ab..][  ab]-005a   b" },
        { "{{ 'ab1'.isalnum() }}{{ 'ab'.isalpha() }}{{ '12'.isdigit() }}{{ '½'.isnumeric() }}{{ '½'.isdigit() }}{{ 'ab'.islower() }}{{ 'A b'.istitle() }}{{ ' '.isspace() }}{{ ''.isspace() }}{{ 'é'.isascii() }}", "TrueTrueTrueTrueFalseTrueFalseTrueFalseFalse" },
        { "{{ list.index(1) }}{{ list.count(3) }}{{ (1, 2, 1).count(1) }}{{ list.copy() }}{{ table.copy() }}{{ 2.0.is_integer() }}{{ n.bit_length() }}{{ n.real }}", "112[3, 1, 2]{'b': 1, 'a': 2}True35" },
    };

    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Formats { get; } = new()
    {
        { "{{ '%s-%s' % ('a', 1) }} {{ '%d' % 3.7 }} {{ '%05.1f' % 2.25 }} {{ '%x' % 255 }} {{ '%%' % () }} {{ '%(a)s' % {'a': 1} }} {{ '%r' % 'x' }} {{ '%5s|%-5s|' % ('a', 'b') }} {{ '%+d' % 5 }} {{ '%e' % 12345.678 }} {{ '%g' % 0.00001234 }} {{ '%c' % 65 }} {{ '%.3s' % 'abcdef' }} {{ '%*d' % (5, 3) }} {{ '%.0f' % 2.5 }}", "a-1 3 002.2 ff % 1 'x'     a|b    | +5 1.234568e+04 1.234e-05 A abc     3 2" },
        { "{{ '{} {}'.format(1, 'a') }} {{ '{0} {1} {0}'.format(1, 2) }} {{ '{a}'.format(a=1) }} {{ '{{}}'.format() }} {{ '{0.a}{0[b]}'.format({'a': 1, 'b': 2}) }} {{ '{!r}'.format('x') }}", "1 a 1 2 1 1 {} 12 'x'" },
        { "{{ '{:>5}|{:<5}|{:^5}|{:*^7}'.format('a', 'b', 'c', 'd') }} {{ '{:05d} {:.2f} {:,} {:x} {:#x} {:b} {:e} {:g} {:%} {:+}'.format(42, 3.14159, 1234567, 255, 255, 5, 12345.678, 0.0001, 0.25, 3) }} {{ '{:{w}}|'.format('a', w=4) }} {{ '{:08.3f}'.format(-3.14159) }} {{ '{:.3}'.format('abcdef') }} {{ '{:_}'.format(1234567) }}", "    a|b    |  c  |***d*** 00042 3.14 1,234,567 ff 0xff 101 1.234568e+04 0.0001 25.000000% +3 a   | -003.142 abc 1_234_567" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{{ text.nosuch() }}",
        "{{ text.index('z') }}",
        "{{ ''.join([1]) }}",
        "{{ text.split('') }}",
        "{{ text.split(foo=1) }}",
        "{{ text.startswith(1) }}",
        "{{ list.index(9) }}",
        "{{ table.get() }}",
        "{{ '%d' % 'x' }}",
        "{{ '%s %s' % 'x' }}",
        "{{ '%s' % ('a', 'b') }}",
        "{{ '%q' % 1 }}",
        "{{ '%' % 1 }}",
        "{{ 'x' % 1 }}",
        "{{ '{'.format(1) }}",
        "{{ '}'.format(1) }}",
        "{{ '{} {1}'.format(1, 2) }}",
        "{{ '{}'.format() }}",
        "{{ '{a}'.format() }}",
        "{{ '{:q}'.format(1) }}",
        "{{ '{:d}'.format('a') }}",
        "{{ '{:>5}'.format([1]) }}",
        "{{ '{0.__class__.__mro__}'.format('a') }}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_method_gives_what_Python_gives(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_format_gives_what_Python_gives(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_method_is_refused_as_in_Python(string template) => JinjaRendering.AssertRefused(template);
}
