namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Jinja's tests, behind “is”.</summary>
public sealed class JinjaTestTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "{{ text is string }}{{ n is string }}{{ n is number }}{{ 1.5 is float }}{{ n is integer }}{{ true is integer }}{{ true is number }}{{ true is boolean }}{{ 1 is true }}{{ true is true }}{{ false is false }}", "TrueFalseTrueTrueTrueFalseTrueTrueFalseTrueTrue" },
        { "{{ table is mapping }}{{ list is mapping }}{{ list is sequence }}{{ table is sequence }}{{ text is sequence }}{{ n is sequence }}{{ (list | map('string')) is sequence }}{{ (list | map('string')) is iterable }}{{ n is iterable }}{{ text is iterable }}", "TrueFalseTrueTrueTrueFalseFalseTrueFalseTrue" },
        { "{{ none_value is none }}{{ none_value is defined }}{{ n is not none }}{{ n is not defined }}", "TrueTrueTrueFalse" },
        { "{{ 3 is odd }}{{ 4 is even }}{{ 6 is divisibleby 3 }}{{ 6 is divisibleby(4) }}", "TrueTrueTrueFalse" },
        { "{{ 'ab' is lower }}{{ 'AB' is upper }}{{ 'Ab' is lower }}{{ '1' is upper }}", "TrueTrueFalseFalse" },
        { "{{ 3 is in list }}{{ 3 is not in list }}{{ 5 is eq 5 }}{{ 5 is equalto(6) }}{{ 5 is ne 6 }}{{ 5 is gt 3 }}{{ 5 is lt 3 }}{{ 5 is ge 5 }}{{ 5 is le 4 }}{{ 5 is greaterthan 4 }}{{ 5 is lessthan 4 }}", "TrueFalseTrueFalseTrueTrueFalseTrueFalseTrueFalse" },
        { "{{ none is sameas none }}{{ list is sameas list }}{{ [] is sameas [] }}{{ 'upper' is filter }}{{ 'x' is filter }}{{ 'odd' is test }}{{ range is callable }}{{ text is callable }}{{ ('x' | safe) is escaped }}", "TrueTrueFalseTrueFalseTrueTrueFalseTrue" },
        { "{{ 'a' if n is defined and n is not string else 'b' }}{{ not n is defined }}", "aFalse" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{{ n is nosuch }}",
        "{{ 'a' is odd }}",
        "{{ none_value is even }}",
        "{{ 5 is divisibleby 0 }}",
        "{{ 5 is in 5 }}",
        "{{ 5 is gt }}",
        "{{ 5 is gt 'a' }}",
        "{{ 5 is odd(1) }}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_test_holds_where_Jinja_says_so(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_test_is_refused_as_in_Jinja(string template) => JinjaRendering.AssertRefused(template);
}
