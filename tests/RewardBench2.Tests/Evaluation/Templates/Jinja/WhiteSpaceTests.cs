namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>White space around tags, as trim_blocks and lstrip_blocks leave it.</summary>
public sealed class WhiteSpaceTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "a\n", "a" },
        { "a\n\n", "a\n" },
        { "\n", "" },
        { "a\r\nb\rc\n", "a\nb\nc" },
        { "{% if n %}\nb\n{% endif %}\nc", "b\nc" },
        { "a\n  {% if n %}\n  b\n  {% endif %}\nc", "a\n  b\nc" },
        { "a\n  {{ n }}\n  {{ n }}\nb", "a\n  5\n  5\nb" },
        { "  {% if n %}x{% endif %}  \n  y", "x  \n  y" },
        { "a {% if n %}\nb{% endif %}", "a b" },
        { "a\n  {%+ if n %}\n  b\n  {%+ endif %}\nc", "a\n    b\n  c" },
        { "a \n {%- if n -%} \n b \n {%- endif -%} \n c", "abc" },
        { "a\n{% if n +%}\nb\n{% endif +%}\nc", "a\n\nb\n\nc" },
        { "a {{- n -}} b {{ n -}}\n c", "a5b 5c" },
        { "a\n  {# c #}\n  b", "a\n  b" },
        { "a {#- c -#} b", "ab" },
        { "a\n  {#+ c +#}\nb", "a\n  \nb" },
        { "a{# {{ n }} {% x %} #}b", "ab" },
        { "{% raw %}{{ n }}{% y %}{% endraw %}", "{{ n }}{% y %}" },
        { "a\n  {% raw %}\n  {{ n }}\n  {% endraw %}\nb", "a\n\n  {{ n }}\nb" },
        { "a {%- raw -%} q {%- endraw -%} b", "aqb" },
        { "{{ 'a\\nb' }}\nc", "a\nb\nc" },
        { "{{ '\n' }}c", "\nc" },
        { "{{ n\n}}\nb", "5\nb" },
        { "{%if n%}x{%endif%}y", "xy" },
        { "{% if n: %}x{% endif %}", "x" },
        { "\u00a0{%- if n -%}\u2003x{% endif %}", "x" },
        { "{% set a = 1 %}\n{% set b = 2 %}\n{{ a + b }}\n", "3" },
        { "{% for i in list %}\n- {{ i }}\n{% endfor %}\nend", "- 3\n- 1\n- 2\nend" },
        { "{{ n }}{% print 'a', n %}", "5a5" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void White_space_is_left_as_Jinja_leaves_it(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));
}
