namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Loops and what their variable knows.</summary>
public sealed class LoopTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "{% for m in messages %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.revindex0 }};{% endfor %}", "10TrueFalse332;21FalseFalse321;32FalseTrue310;" },
        { "{% for i in list %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }};{% endfor %}", "<3>1;3<1>2;1<2>;" },
        { "{% for i in list %}{{ loop.cycle('a', 'b') }}{% endfor %}", "aba" },
        { "{% for m in messages + messages[2:] %}{{ loop.changed(m.role) }};{% endfor %}", "True;True;True;False;" },
        { "{% for i in list if i != 1 %}{{ loop.index }}/{{ loop.length }}{{ i }} {% endfor %}", "1/23 2/22 " },
        { "{% for i in [] %}x{% else %}empty{% endfor %}", "empty" },
        { "{% for i in missing %}x{% else %}empty{% endfor %}", "empty" },
        { "{% for k, v in table.items() %}{{ k }}{{ v }}{% endfor %}", "b1a2" },
        { "{% for k in table %}{{ k }}{% endfor %}", "ba" },
        { "{% for (a, b), c in [((1, 2), 3)] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "123" },
        { "{% for a, b in ['xy', [1, 2]] %}{{ a }}{{ b }}{% endfor %}", "xy12" },
        { "{% for i in list %}{% if i == 1 %}{% break %}{% endif %}{{ i }}{% endfor %}", "3" },
        { "{% for i in list %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endfor %}", "32" },
        { "{% for i in list %}{% break %}{% else %}E{% endfor %}", "E" },
        { "{% for i in list %}{% continue %}{% else %}E{% endfor %}", "E" },
        { "{% for i in list %}{% if i == 1 %}{% break %}{% endif %}{% else %}E{% endfor %}", "" },
        { "{% for t in tree recursive %}{{ loop.depth }}{{ t.v }}{% if t.c %}({{ loop(t.c) }}){% endif %}{% endfor %}", "11(2223)14" },
        { "{% for i in list %}{% set outer = loop %}{% for j in 'ab' %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}", "11 12 21 22 31 32 " },
        { "{% for i in 1, 2 %}{{ i }}{% endfor %}", "12" },
        { "{% for i in (list if n else []) %}{{ i }}{% endfor %}", "312" },
        { "{% set ns = namespace(done=false) %}{% for i in list if not ns.done %}{{ i }}{% set ns.done = true %}{% endfor %}", "3" },
        { "{% for i in list %}{{ loop }}{% endfor %}", "<LoopContext 1/3><LoopContext 2/3><LoopContext 3/3>" },
        { "{% for c in 'hé😀' %}{{ c }}|{% endfor %}", "h|é|😀|" },
        { "{% for i in range(5, 0, -2) %}{{ i }}{% endfor %}", "531" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{% for i in none_value %}{% endfor %}",
        "{% for i in 5 %}{% endfor %}",
        "{% for a, b in [(1, 2, 3)] %}{% endfor %}",
        "{% for a, b in [(1,)] %}{% endfor %}",
        "{% break %}",
        "{% for i in list %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}",
        "{% for loop in list %}{% endfor %}",
        "{% for i in list %}{% set loop = 1 %}{% endfor %}",
        "{% for i in list %}{{ loop(list) }}{% endfor %}",
        "{% for i in range(100001) %}{% endfor %}",
        "{% for i in range(1, 2, 0) %}{% endfor %}",
        "{% for i in list %}{{ loop.previtem.x }}{% endfor %}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_loop_goes_as_in_Jinja(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_loop_is_refused_as_in_Jinja(string template) => JinjaRendering.AssertRefused(template);
}
