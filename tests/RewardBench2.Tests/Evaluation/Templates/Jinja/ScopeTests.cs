namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Which names are seen where, and what sets them.</summary>
public sealed class ScopeTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "{% for i in list %}{% set name = i %}{{ name }}{% endfor %}{{ name }}", "312outer" },
        { "{% for i in list %}{{ name }}{% set name = i %}{% endfor %}", "outerouterouter" },
        { "{% if n %}{% set name = 'inner' %}{% endif %}{{ name }}", "inner" },
        { "{% if not n %}{% set name = 'inner' %}{% endif %}{{ name }}", "outer" },
        { "{% if not n %}{% set name = 1 %}{% elif n %}{% elif n %}{% set name = 2 %}{% else %}{% set name = 3 %}{% endif %}[{{ name }}]", "[]" },
        { "{% for i in list %}{% endfor %}{{ i is defined }}", "False" },
        { "{% set ns = namespace(a=1, b='x') %}{% for i in list %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns.c is defined }}{{ ns }}", "7xFalse<Namespace {'a': 7, 'b': 'x'}>" },
        { "{% set ns = namespace({'a': 1}) %}{{ ns.a }}{{ ns['a'] }}", "11" },
        { "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set (c, d) = [3, 4] %}{{ c }}{{ d }}", "1234" },
        { "{% set a = 1, 2 %}{{ a }}", "(1, 2)" },
        { "{% set a %}x{{ n }}{% set inner = 1 %}{% endset %}{{ a }}{{ a is string }}{{ inner is defined }}", "x5TrueFalse" },
        { "{% set a | upper | replace('X', 'Y') %}x{{ n }}{% endset %}{{ a }}", "Y5" },
        { "{% with a = 1, name = name ~ '!' %}{{ a }}{{ name }}{% endwith %}{{ name }}{{ a is defined }}", "1outer!outerFalse" },
        { "{% with %}{% set name = 1 %}{{ name }}{% endwith %}{{ name }}", "1outer" },
        { "{% filter upper | replace('B', 'x') %}ab{{ text }}{% endfilter %}", "AxHELLO WORLD" },
        { "{% generation %}{{ n }}{% set g = 1 %}{% endgeneration %}{{ g is defined }}", "5False" },
        { "{% for m in messages %}{% generation %}{{ m.content }}{{ loop.index }}{% endgeneration %}{% endfor %}", "Q1A2R3" },
        { "{% block a %}{{ name }}{% set b = 1 %}{% endblock %}{{ b is defined }}{{ self.a() }}", "outerFalseouter" },
        { "{% set late = 1 %}{% block a %}{{ late }}{% endblock %}", "1" },
        { "{% if false %}{% include 'x' %}{% import 'y' as z %}{% endif %}ok", "ok" },
        { "{% autoescape false %}{{ '<' }}{% endautoescape %}", "<" },
        { "{{ x | nosuch if false }}{% if false %}{{ 1 | nosuch }}{{ 1 is nosuch }}{% endif %}ok", "ok" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{% set table.x = 1 %}",
        "{% set nothing.x = 1 %}",
        "{% set a, b = [1, 2, 3] %}",
        "{% set true = 1 %}",
        "{% set 5 = 1 %}",
        "{% set list[0] = 1 %}",
        "{% set a = b = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
        "{% block a %}{% endblock %}{% block a %}{% endblock %}",
        "{% do list.append(1) %}",
        "{% trans %}x{% endtrans %}",
        "{% if false %}{% for i in list %}{{ i | nosuch }}{% endfor %}{% endif %}",
        "{% macro m() %}{{ 1 | nosuch }}{% endmacro %}",
        "{% if n %}",
        "{% endif %}",
        "{% else %}",
        "{% for i in list %}",
        "{% nosuch %}",
        "{{ n",
        "{{ n }",
        "{# open",
        "{% raw %}x",
        "{{ }}",
        "{{ a b }}",
        "{{ a ? b }}",
        "{{ a & b }}",
        "{{ (n }}",
        "{{ n) }}",
        "{{ {n } }}",
        "{{ 'a }}",
        "{{ n is }}",
        "{{ n | }}",
        "{{ n. }}",
        "{{ 007 }}",
        "{{ .5 }}",
        "{{ 5. }}",
        "{{ '\\x4' }}",
        "{{ x is defined is string }}",
        "{{ f(a=1, a=2) }}",
        "{{ f(a=1, 2) }}",
        "{{ raise_exception('no') }}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_name_is_seen_where_Jinja_sees_it(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_Jinja_refuses_is_refused(string template) => JinjaRendering.AssertRefused(template);
}
