using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>A stranger's template may not cost more than a conversation is worth, however few characters it has.</summary>
public sealed class TemplateCostTests
{
    private const string TooMuchWork = "too much work";

    private const string TwoDeepLists =
        "{% set ns = namespace(a=[], b=[]) %}{% for i in range(50) %}{% set ns.a = [ns.a, ns.a] %}{% set ns.b = [ns.b, ns.b] %}{% endfor %}";

    private const string DeepTuple = "{% set ns = namespace(t=(1,)) %}{% for i in range(60) %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}";

    private const string LongText = "{% set ns = namespace(t='xxxxxxxx') %}{% for i in range(18) %}{% set ns.t = ns.t + ns.t %}{% endfor %}";

    /// <summary>Too much of what: work, characters, elements, depth.</summary>
    public static TheoryData<string, string> Attacks { get; } = new()
    {
        { "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}x{% endfor %}{% endfor %}{% endfor %}", TooMuchWork },
        { "{% for a in range(999) %}{% for b in range(999) %}{% set x = a * b %}{% endfor %}{% endfor %}", TooMuchWork },
        { TwoDeepLists + "{{ ns.a == ns.b }}", TooMuchWork },
        { TwoDeepLists + "{{ ns.a < ns.b }}", TooMuchWork },
        { TwoDeepLists + "{{ ns.a in [ns.b] }}", TooMuchWork },
        { TwoDeepLists + "{{ ns.a }}", "characters" },
        { TwoDeepLists + "{{ ns.a | tojson }}", "characters" },
        { TwoDeepLists + "{{ [ns.a, ns.b] | sort }}", TooMuchWork },
        { TwoDeepLists + "{{ ns.a | string }}", "characters" },
        { DeepTuple + "{{ {ns.t: 1} }}", TooMuchWork },
        { DeepTuple + "{{ [ns.t] | unique | list }}", TooMuchWork },
        { "{% set ns = namespace(t='xxxxxxxxxx') %}{% for a in range(99) %}{% set ns.t = ns.t + ns.t %}{% endfor %}", "characters" },
        { "{% set ns = namespace(t=['x']) %}{% for a in range(99) %}{% set ns.t = ns.t + ns.t %}{% endfor %}", "elements" },
        { "{% set ns = namespace(t='aaaaaaaaaa') %}{% for a in range(9) %}{% set ns.t = ns.t.replace('a', 'aaaaaaaaaa') %}{% endfor %}", "characters" },
        { "{% set ns = namespace(t='aaaaaaaaaa') %}{% for a in range(9) %}{% set ns.t = ns.t | replace('', 'aaaaaaaaaa') %}{% endfor %}", "characters" },
        { LongText + "{% for a in range(9999) %}{{ ns.t | length }}{% if ns.t == ns.t[1:] %}{% endif %}{% endfor %}", "characters" },
        { LongText + "{% for a in range(99999) %}{% if 'y' in ns.t %}{% endif %}{% endfor %}", TooMuchWork },
        { LongText + "{% for a in range(9999) %}{{ ns.t | indent }}{% endfor %}", "characters" },
        { LongText + "{{ ns.t.join([ns.t] * 99) }}", "characters" },
        { LongText + "{{ ns.t.split('x') }}", "elements" },
        { LongText + "{{ ns.t | list }}", "elements" },
        { "{{ 'x' * 10 ** 9 }}", "characters" },
        { "{{ [1] * 10 ** 9 }}", "elements" },
        { "{{ ('x' * 4000000) ~ ('x' * 4000000) ~ ('x' * 4000000) ~ ('x' * 4000000) ~ ('x' * 4000000) }}", "characters" },
        { "{% for a in range(999999999) %}x{% endfor %}", "“range” is longer" },
        { "{{ range(99999) | list | length }}{% for i in range(99) %}{% set x = range(99999) | list %}{% endfor %}", "elements" },
        { "{{ '%999999999d' % 1 }}", "wider than" },
        { "{{ '%.999999999f' % 1 }}", "wider than" },
        { "{{ '%*d' % (10 ** 9, 1) }}", "wider than" },
        { "{{ '{:999999999}'.format(1) }}", "wider than" },
        { "{{ '{:.999999999f}'.format(1.5) }}", "wider than" },
        { "{{ 'x'.center(10 ** 9) }}", "characters" },
        { "{{ 'x'.ljust(10 ** 18) }}", "characters" },
        { "{{ 'x' | center(10 ** 9) }}", "characters" },
        { "{{ 'x'.zfill(10 ** 9) }}", "characters" },
        { "{{ '\\t'.expandtabs(10 ** 9) }}", "characters" },
        { "{{ 'a' | indent(10 ** 9) }}", "characters" },
        { "{{ [1] | batch(10 ** 9, 0) | list }}", "elements" },
        { "{{ [1] | slice(10 ** 9) | list }}", "elements" },
        { "{{ 2 ** 99999 }}", "grows too large" },
        { "{% set ns = namespace(n=9) %}{% for i in range(40) %}{% set ns.n = ns.n * ns.n %}{% endfor %}", "grows too large" },
        { "{{ 1 | round(-10 ** 9) ~ (1.5 | round(10 ** 9)) }}{{ 2 ** 14000 * 2 ** 14000 }}", "grows too large" },
        { "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}", "too deep" },
        { "{% macro f(x) %}{{ caller is defined }}{% call f(x) %}{% endcall %}{% endmacro %}{{ f(1) }}", "too deep" },
        { "{% for t in [1] recursive %}{{ loop([1]) }}{% endfor %}", "too deep" },
        { "{% block a %}{{ self.a() }}{% endblock %}", "too deep" },
        { "{% set ns = namespace(t=[]) %}{% for i in range(9999) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t }}", "too deep" },
        { "{% set ns = namespace(t=[], u=[]) %}{% for i in range(9999) %}{% set ns.t = [ns.t] %}{% set ns.u = [ns.u] %}{% endfor %}{{ ns.t == ns.u }}", "too deep" },
        { "{{ " + new string('(', 5_000) + "1" + new string(')', 5_000) + " }}", "deep" },
        { "{{ " + new string('[', 5_000) + "1" + new string(']', 5_000) + " }}", "deep" },
        { "{{ 1" + string.Concat(Enumerable.Repeat("+1", 40_000)) + " }}", "operators stand in one row" },
        { "{{ x" + string.Concat(Enumerable.Repeat(".x", 40_000)) + " }}", "operators stand in one row" },
        { "{{ x" + string.Concat(Enumerable.Repeat("|e", 40_000)) + " }}", "operators stand in one row" },
        { "{{ " + new string('(', 90) + "x" + string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("+x", 150)) + ")", 90)) + " }}", "too deep" },
        { "{{ " + string.Concat(Enumerable.Repeat("not ", 20_000)) + "1 }}", "deep" },
        { string.Concat(Enumerable.Repeat("{% if 1 %}", 9_000)), "deep" },
        { string.Concat(Enumerable.Repeat("{% for i in x %}", 30)) + string.Concat(Enumerable.Repeat("{% endfor %}", 30)), "loops stand within each other" },
        { string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{{% if a %}}{{% set b{i} = 1 %}}{{% endif %}}")), "too many names" },
        { "{{ " + new string('9', 5_000) + " }}", "digits" },
        { new string('x', 131_073), "longer than" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_template_that_costs_too_much_is_refused_at_once(string template, string says)
    {
        var started = Stopwatch.GetTimestamp();
        var refused = JinjaRendering.AssertRefused(template);

        // On a slow machine the clock may come first.
        Assert.Matches($"{Regex.Escape(says)}|{TooMuchWork}", refused.Message);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_rendering_ends_when_its_request_does()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        Assert.Throws<OperationCanceledException>(() => JinjaRendering.Render("{% for a in range(99999) %}{% endfor %}", "{}", gone.Token));
    }

    [Fact]
    public void A_long_conversation_is_far_from_any_bound()
    {
        const string Template = "{% for m in messages %}{% set content = m.content | trim %}{{ '<|im_start|>' + m.role + '\n' + content + '<|im_end|>\n' }}{% endfor %}";
        var messages = string.Join(",", Enumerable.Repeat($$"""{"role":"user","content":"{{new string('x', 10_000)}}"}""", 20));

        Assert.Equal(20 * (10_000 + "<|im_start|>user\n<|im_end|>\n".Length), JinjaRendering.Render(Template, $$"""{"messages":[{{messages}}]}""", CancellationToken.None).Length);
    }
}
