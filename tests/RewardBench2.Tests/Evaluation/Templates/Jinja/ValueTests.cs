namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Numbers, texts, lists and dictionaries as Python has and prints them.</summary>
public sealed class ValueTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "{{ 0.1 + 0.2 }} {{ 1e16 }} {{ 1e15 }} {{ 1.0 }} {{ 1e-5 }} {{ 0.0001 }} {{ 1 / 3 }} {{ 1e22 }} {{ 5e-324 }} {{ 1.7976931348623157e308 }}", "0.30000000000000004 1e+16 1000000000000000.0 1.0 1e-05 0.0001 0.3333333333333333 1e+22 5e-324 1.7976931348623157e+308" },
        { "{{ 10 ** 20 }} {{ 2 ** 100 }} {{ 2 ** -1 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7.5 // 2 }} {{ -7.5 % 2 }} {{ 7 % -3 }} {{ 4 / 2 }}", "100000000000000000000 1267650600228229401496703205376 0.5 3 -4 2 3.0 0.5 -2 2.0" },
        { "{{ 9223372036854775807 + 1 }} {{ 9223372036854775807 * 2 }} {{ 10 ** 30 / 7 }}", "9223372036854775808 18446744073709551614 1.4285714285714285e+29" },
        { "{{ true }} {{ True }} {{ none }} {{ None }} {{ true + 1 }} {{ True == 1 }} {{ 1 == 1.0 }} {{ '1' == 1 }}", "True True None None 2 True True False" },
        { "{{ 1_000 }} {{ 0x1F }} {{ 0b101 }} {{ 0o17 }} {{ 1e3 }} {{ 1.5e-3 }}", "1000 31 5 15 1000.0 0.0015" },
        { "{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 2 ** 3 ** 2 }} {{ -1 ** 2 }} {{ not 1 == 2 }} {{ -5 | abs }} {{ 1 ~ 2 * 3 }}", "True False 64 1 True 5 16" },
        { "{{ [1, 2.0, 'x', \"it's\", '\"', true, none, (1,), {}] }}", "[1, 2.0, 'x', \"it's\", '\"', True, None, (1,), {}]" },
        { "{{ [\"a'b\\\"c\", 'tab\\t', 'é', '\\x00', '\\u200b', '😀', '\\\\'] }}", "['a\\'b\"c', 'tab\\t', 'é', '\\x00', '\\u200b', '😀', '\\\\']" },
        { "{{ {'a': 1, 'b': [1, {'c': none}]} }} {{ {1: 2, 1.0: 3, true: 4} }} {{ {none: 1, (1, 2): 3} }} {{ {'a': 1,} }}", "{'a': 1, 'b': [1, {'c': None}]} {1: 4} {None: 1, (1, 2): 3} {'a': 1}" },
        { "{{ [1] + [2] }} {{ [1] * 3 }} {{ 'ab' * 2 }} {{ (1, 2) + (3,) }} {{ [[1] * 2] * 2 }}", "[1, 2] [1, 1, 1] abab (1, 2, 3) [[1, 1], [1, 1]]" },
        { "{{ [1, [2]] == [1, [2]] }} {{ [1] == (1,) }} {{ {'a': 1} == {'a': 1.0} }} {{ [1, 2] < [1, 3] }} {{ 'a' < 'b' }} {{ (1, 'b') > (1, 'a') }}", "True False True True True True" },
        { "{{ table.b }} {{ table['b'] }} {{ table.get('b') }} {{ table.get('z', 9) }} {{ table.keys() }} {{ table.values() }} {{ table.items() }}", "1 1 1 9 dict_keys(['b', 'a']) dict_values([1, 2]) dict_items([('b', 1), ('a', 2)])" },
        { "{{ list[0] }} {{ list[-1] }} {{ list.1 }} {{ list[1:] }} {{ list[::-1] }} {{ list[:9] }} {{ tree.0.c.1.v }}", "3 2 1 [1, 2] [2, 1, 3] [3, 1, 2] 3" },
        { "{{ text[0] }} {{ text[-1] }} {{ text[1:3] }} {{ text[::-1] }} {{ text[-3:] }} {{ 'h😀i'[1] }} {{ 'h😀i' | length }} {{ 'h😀i'[::-1] }}", "H d el dlroW olleH rld 😀 3 i😀h" },
        { "{{ range(3) }} {{ range(1, 4) | list }} {{ range(10)[2:5] }} {{ range(10)[-1] }} {{ 3 in range(10) }}", "range(0, 3) [1, 2, 3] range(2, 5) 9 True" },
        { "{{ {'items': 1}['items'] }}|{{ {'items': 1} | items | list }}", "1|[('items', 1)]" },
        { "{{ 'a' 'b' \"c\" }} {{ \"\\n\\t\\x41\\u00e9\\101\\q\\é\" }}", "abc \n\tAéA\\q\\xe9" },
        { "{{ dict(a=1, b=2) }} {{ dict([('a', 1)]) }} {{ dict({'a': 1}, b=2) }}", "{'a': 1, 'b': 2} {'a': 1} {'a': 1, 'b': 2}" },
        { "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}{% set j = joiner('|') %}{{ j() }}x{{ j() }}y", "ababx|y" },
        { "{{ ('<'|safe) + '<' }} {{ '<' + ('<'|safe) }} {{ ('<'|e) ~ '<' }} {{ ('<b>'|safe)|upper }} {{ ['<'|e] }}", "<&lt; &lt;< &lt;< <B> [Markup('&lt;')]" },
        { "{% set u = messages | selectattr('role', 'eq', 'user') %}{{ u | list | length }}{{ u | list | length }}", "20" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{{ 1 / 0 }}",
        "{{ 1 % 0 }}",
        "{{ 1.0 // 0 }}",
        "{{ 'a' + 1 }}",
        "{{ [] + () }}",
        "{{ 'a' < 1 }}",
        "{{ none < 1 }}",
        "{{ {} < {} }}",
        "{{ 'a' in 5 }}",
        "{{ 'a' in none_value }}",
        "{{ 1 in 'a' }}",
        "{{ {[1]: 2} }}",
        "{{ none_value[1:] }}",
        "{{ list['a':] }}",
        "{{ list[::0] }}",
        "{{ none_value + 1 }}",
        "{{ -'a' }}",
        "{{ dict(1) }}",
        "{{ range('3') }}",
        "{{ range(1.5) }}",
        "{{ {} | length + {} }}",
        "{{ n | length }}",
        "{{ (list | map('string')) | length }}",
        "{{ text.nosuch() }}",
        "{{ 2.0 ** 5000 }}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_value_is_what_it_is_in_Python(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_value_is_refused_as_in_Python(string template) => JinjaRendering.AssertRefused(template);
}
