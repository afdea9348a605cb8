namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>What is not there: printed as nothing, false, empty, and otherwise refused.</summary>
public sealed class UndefinedTests
{
    /// <summary>Templates and what Jinja2 writes for them.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "[{{ missing }}]", "[]" },
        { "{{ missing is defined }}{{ missing is undefined }}{{ table.x is defined }}{{ table['x'] is defined }}", "FalseTrueFalseFalse" },
        { "{{ missing | default('d') }}{{ none_value | default('d') }}{{ none_value | default('d', true) }}{{ '' | default('d', boolean=true) }}", "dNonedd" },
        { "{{ not missing }}{{ missing or 'x' }}{{ missing and 'x' }}|", "Truex|" },
        { "{{ 'x' in missing }}{{ missing in [1] }}{{ missing == missing }}{{ missing == none }}{{ missing != 1 }}", "FalseFalseTrueFalseTrue" },
        { "{{ missing ~ 'x' }}{{ [missing] }}{{ missing | length }}{{ missing | list }}{{ missing | join }}{{ missing | string }}|", "x[Undefined]0[]|" },
        { "{{ missing is string }}{{ missing is iterable }}{{ missing is sequence }}{{ missing is mapping }}{{ missing is callable }}{{ missing is none }}", "FalseTrueTrueFalseTrueFalse" },
        { "{{ messages[9] }}{{ text[99] }}{{ n.x }}{{ none_value.x }}{{ none_value['x'] }}|", "|" },
        { "{{ 'a' if n }}{{ 'a' if not n }}|{{ ('a' if not n) is defined }}", "a|False" },
        { "{{ missing | upper }}{{ missing | trim }}{{ missing | first }}{{ missing | items | list }}", "[]" },
        { "{{ ''.__class__ }}{{ list.append }}{{ list.append is defined }}{{ table.update is defined }}|", "FalseFalse|" },
        { "{{ '%s' % missing }}|{{ '{}'.format(missing) }}|", "||" },
    };

    /// <summary>What Jinja2 and Python refuse.</summary>
    public static TheoryData<string> Refused { get; } =
    [
        "{{ missing.x }}",
        "{{ missing['x'] }}",
        "{{ missing() }}",
        "{{ missing + 1 }}",
        "{{ 'a' + missing }}",
        "{{ missing < 1 }}",
        "{{ -missing }}",
        "{{ missing | int }}",
        "{{ missing | tojson }}",
        "{{ [missing] | tojson }}",
        "{{ missing | round }}",
        "{{ table.x.y }}",
        "{{ none_value.x.y }}",
        "{{ missing in 'abc' }}",
        "{{ missing[1:] }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ list.append(4) }}",
        "{{ table.update({}) }}",
        "{{ list.sort() }}",
        "{{ table.pop('a') }}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_missing_behaves_as_in_Jinja(string template, string text) =>
        Assert.Equal(text, JinjaRendering.Render(template));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_missing_is_refused_as_in_Jinja(string template) => JinjaRendering.AssertRefused(template);
}
