namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Macros, their arguments, and the blocks that call them.</summary>
public sealed class MacroTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "{% macro m(a, b=2, c='x') %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(1) }}{{ m(1, c=3) }}{{ m() }}{{ m(b=1, a=5) }}", "[12x][123][2x][51x]" },
        { "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, z=4) }}", "1(2, 3){'z': 4}" },
        { "{% macro m() %}{{ kwargs.z }}{{ varargs | length }}{% endmacro %}{{ m(*[1, 2], **{'z': 5}) }}", "52" },
        { "{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 3) }}", "1113" },
        { "{% macro m() %}{{ late }}{% endmacro %}{% set late = 'set' %}{{ m() }}", "set" },
        { "{% macro m() %}{{ name }}{% set name = 'in' %}{{ name }}{% endmacro %}{{ m() }}{{ name }}", "outerinouter" },
        { "{% macro a() %}A{{ b() }}{% endmacro %}{% macro b() %}B{% endmacro %}{{ a() }}", "AB" },
        { "{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(5) }}", "543210" },
        { "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}body {{ n }}{% endcall %}", "<body 5>" },
        { "{% macro m() %}{{ caller('a', b=2) }}{% endmacro %}{% call(x, b) m() %}{{ x }}{{ b }}{% endcall %}{{ x is defined }}", "a2False" },
        { "{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}{% call m() %}{% endcall %}", "FalseTrue" },
        { "{% macro m(caller=none) %}{{ caller() if caller }}{% endmacro %}{% call m() %}y{% endcall %}{{ m() }}", "y" },
        { "{% for i in list %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor %}", "312" },
        { "{% macro m(a, b) %}{% endmacro %}{{ m }}{{ m.name }}{{ m.arguments }}", "<Macro 'm'>m('a', 'b')" },
        { "{% set m = dict(a=1, **{'b': 2}) %}{{ m }}{{ text.replace(*['H', 'J']) }}", "{'a': 1, 'b': 2}Jello World" },
        { "{% macro m(x) %}{{ x | upper }}{% endmacro %}{{ ['a', 'b'] | map('upper') | join }}{{ m('c') ~ m('d') }}", "ABCD" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
        "{% macro m(a) %}{% endmacro %}{{ m(q=2) }}",
        "{% macro m(a, a) %}{% endmacro %}",
        "{% macro m(a=1, b) %}{% endmacro %}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}",
        "{% macro m(caller) %}{{ caller() }}{% endmacro %}{% call m() %}y{% endcall %}",
        "{% call n() %}y{% endcall %}",
        "{% call n %}y{% endcall %}",
        "{% macro m() %}{{ missing.x }}{% endmacro %}{{ m() }}",
        "{{ dict(a=1, **{'a': 2}) }}",
        "{{ dict(**list) }}",
        "{{ dict(*n) }}",
        "{{ text() }}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_macro_writes_as_in_Jinja(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_macro_is_refused_as_in_Jinja(string template) => JinjaRendering.AssertRefused(template);
}
