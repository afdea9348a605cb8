namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Jinja's filters.</summary>
public sealed class FilterTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "{{ text | upper }} {{ text | lower }} {{ 'hELLO wORLD' | title }} {{ 'hELLO' | capitalize }} {{ \"it's a-b (c) [d\" | title }} {{ 'straße' | upper }}", "HELLO WORLD hello world Hello World Hello It's A-B (C) [D STRASSE" },
        { "[{{ '  a ' | trim }}] [{{ 'xxaxx' | trim('x') }}] {{ n | trim }} {{ none_value | upper }}", "[a] [a] 5 NONE" },
        { "{{ 'aaa' | replace('a', 'b') }} {{ 'aaa' | replace('a', 'b', 2) }} {{ 'ab' | replace('', '-') }} {{ 123 | replace(2, 'x') }}", "bbb bba -a-b- 1x3" },
        { "{{ 'a\nb\n\nc' | indent }}|{{ 'a\nb' | indent(2, true) }}|{{ 'a\n\nb' | indent(width=1, blank=true) }}|{{ 'a\nb' | indent('> ') }}|{{ 'a\n' | indent }}|", "a\n    b\n\n    c|  a\n  b|a\n \n b|a\n> b|a\n|" },
        { "[{{ 'ab' | center(7) }}] {{ 'one two three' | truncate(9) }} {{ 'one two three' | truncate(9, true) }} {{ 'one two three' | truncate(7, false, '…', 0) }} {{ 'one two' | wordcount }} {{ 'aa bb cc' | wordwrap(5) }}", "[   ab  ] one two three one two three one… 2 aa bb\ncc" },
        { "{{ list | length }} {{ list | first }} {{ list | last }} {{ list | sort }} {{ list | sort(reverse=true) }} {{ list | sum }} {{ list | min }} {{ list | max }} {{ list | reverse | list }} {{ list | join('-') }} {{ text | reverse }}", "3 3 2 [1, 2, 3] [3, 2, 1] 6 1 3 [2, 1, 3] 3-1-2 dlroW olleH" },
        { "{{ ['b', 'A', 'c'] | sort }} {{ ['b', 'A', 'c'] | sort(case_sensitive=true) }} {{ ['a', 'A', 'b'] | unique | list }} {{ ['b', 'A'] | max }}", "['A', 'b', 'c'] ['A', 'b', 'c'] ['a', 'b'] b" },
        { "{{ messages | map(attribute='role') | join(',') }} {{ messages | map(attribute='x', default='-') | list }} {{ ['a', 'b'] | map('upper') | list }} {{ [[1, 2], [3]] | map('sum') | list }} {{ messages | join('+', attribute='content') }}", "user,assistant,user ['-', '-', '-'] ['A', 'B'] [3, 3] Q+A+R" },
        { "{{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | rejectattr('role', 'eq', 'user') | map(attribute='content') | list }} {{ [0, 1, 2] | select | list }} {{ [1, 2, 3] | select('odd') | list }} {{ [1, 2, 3] | reject('gt', 1) | list }} {{ [1, none, 2] | reject('none') | list }}", "2 ['A'] [1, 2] [1, 3] [1] [1, 2]" },
        { "{% for role, group in messages | groupby('role') %}{{ role }}{{ group | length }} {% endfor %}{% for g in messages | groupby('role') %}{{ g.grouper }}{{ g.list | map(attribute='content') | join }} {% endfor %}", "assistant1 user2 assistantA userQR " },
        { "{{ [1, 2, 3, 4, 5] | batch(2) | list }} {{ [1, 2, 3] | batch(2, 0) | list }} {{ [1, 2, 3, 4, 5] | slice(2) | list }} {{ [1, 2, 3] | slice(2, 0) | list }}", "[[1, 2], [3, 4], [5]] [[1, 2], [3, 0]] [[1, 2, 3], [4, 5]] [[1, 2], [3, 0]]" },
        { "{{ table | dictsort }} {{ table | dictsort(by='value') }} {{ table | dictsort(reverse=true) }} {{ table | items | list }} {{ table | list }} {{ table | length }}", "[('a', 2), ('b', 1)] [('b', 1), ('a', 2)] [('b', 1), ('a', 2)] [('b', 1), ('a', 2)] ['b', 'a'] 2" },
        { "{{ '42' | int }} {{ '4.7' | int }} {{ 'x' | int }} {{ 'x' | int(9) }} {{ 'ff' | int(base=16) }} {{ 3.9 | int }} {{ ' 5 ' | int }} {{ '1_0' | int }} {{ '2.5' | float }} {{ 'x' | float }} {{ '1e3' | float }} {{ true | int }}", "42 4 0 9 255 3 5 10 2.5 0.0 1000.0 1" },
        { "{{ 2.5 | round }} {{ 3.5 | round }} {{ 2.675 | round(2) }} {{ 2.1 | round(0, 'ceil') }} {{ 2.19 | round(1, 'floor') }} {{ 1234 | round(-2) }} {{ -3 | abs }} {{ 1500 | filesizeformat }} {{ 1536 | filesizeformat(true) }} {{ 1 | filesizeformat }}", "2.0 4.0 2.67 3.0 2.1 1200 3 1.5 kB 1.5 KiB 1 Byte" },
        { "{{ messages | tojson }} {{ {'b': 1, 'a': [1, 2.0, true, none]} | tojson }} {{ {} | tojson }} {{ [] | tojson(indent=2) }}", "[{\"role\": \"user\", \"content\": \"Q\"}, {\"role\": \"assistant\", \"content\": \"A\"}, {\"role\": \"user\", \"content\": \"R\"}] {\"b\": 1, \"a\": [1, 2.0, true, null]} {} []" },
        { "{{ [1, {'a': [], 'b': {'c': 1}}] | tojson(indent=2) }} {{ {'a': 1} | tojson(indent='-') }} {{ [1] | tojson(indent=0) }}", "[\n  1,\n  {\n    \"a\": [],\n    \"b\": {\n      \"c\": 1\n    }\n  }\n] {\n-\"a\": 1\n} [\n1\n]" },
        { "{{ 'é<>&\\'\"\\n\\x7f\\x01😀' | tojson }} {{ 'é😀' | tojson(ensure_ascii=true) }} {{ {'b': 1, 'a': 2} | tojson(sort_keys=true) }} {{ [1, {'a': 2}] | tojson(separators=(',', ':')) }} {{ {1: 2, none: 3, true: 4, 1.5: 5} | tojson }} {{ (1, 2) | tojson }} {{ [1e100, 10 ** 20, -0.0] | tojson }}", "\"é<>&'\\\"\\n\u007f\\u0001😀\" \"\\u00e9\\ud83d\\ude00\" {\"a\": 2, \"b\": 1} [1,{\"a\":2}] {\"1\": 4, \"null\": 3, \"1.5\": 5} [1, 2] [1e+100, 100000000000000000000, -0.0]" },
        { "{{ '<a&b>' | e }} {{ '<a>' | escape | e }} {{ '<b>x</b> &amp; y' | striptags }} {{ 'a b/c?d=é' | urlencode }} {{ {'a': 'x y', 'b': '/'} | urlencode }} {{ {'class': 'a', 'x': none} | xmlattr }}", "&lt;a&amp;b&gt; &lt;a&gt; x & y a%20b/c%3Fd%3D%C3%A9 a=x+y&b=%2F  class=\"a\"" },
        { "{{ '%s-%d' | format('a', 3) }} {{ '%(x)s' | format(x=1) }} {{ text | list | length }} {{ text | attr('upper') is callable }} {{ messages | first | attr('role') }}|", "a-3 1 11 True |" },
        { "{{ [{'a': 2}, {'a': 1}] | sort(attribute='a') }} {{ [{'a': 2}, {'a': 1}] | sum(attribute='a') }} {{ [{'a': {'b': 3}}] | map(attribute='a.b') | list }} {{ [[5, 6]] | map(attribute=1) | list }} {{ [{'a': 2}, {'a': 1}] | max(attribute='a') }}", "[{'a': 1}, {'a': 2}] 3 [3] [6] {'a': 2}" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{{ n | nosuch }}",
        "{{ none_value | list }}",
        "{{ none_value | join }}",
        "{{ 5 | sum }}",
        "{{ ['a', 1] | sort }}",
        "{{ ['a'] | sum }}",
        "{{ {} | tojson(foo=1) }}",
        "{{ table.items() | tojson }}",
        "{{ range(2) | tojson }}",
        "{{ {(1, 2): 3} | tojson }}",
        "{{ ['a'] | map('nosuch') | list }}",
        "{{ ['a'] | select('nosuch') | list }}",
        "{{ list | selectattr | list }}",
        "{{ list | map | list }}",
        "{{ none_value | indent }}",
        "{{ 'abc' | truncate(1) }}",
        "{{ 'x' | abs }}",
        "{{ 'x' | round }}",
        "{{ 1.5 | round(1, 'x') }}",
        "{{ [1] | dictsort }}",
        "{{ [1] | items | list }}",
        "{{ 'a' | replace('a') }}",
        "{{ 'a' | upper(1) }}",
        "{{ [1, 2] | batch | list }}",
        "{{ list | slice(0) | list }}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_filter_gives_what_Jinja_gives(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_filter_is_refused_as_in_Jinja(string template) => JinjaRendering.AssertRefused(template);
}
