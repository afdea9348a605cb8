using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

public sealed class JinjaTemplateTests
{
    /// <summary>Templates of our own in the shapes that model cards use, and what they write for a question and an answer.</summary>
    public static TheoryData<string, string, string> Shapes { get; } = new()
    {
        {
            "roles by if and elif, white space trimmed by dashes",
            """
            {%- for message in messages -%}
                {%- if message['role'] == 'user' -%}
                    {{- '<user>' + message['content'] | trim + '</user>' -}}
                {%- elif message['role'] == 'assistant' -%}
                    {{- '<bot>' + message['content'] | trim + '</bot>' -}}
                {%- else -%}
                    {{- raise_exception('Unknown role: ' + message['role']) -}}
                {%- endif -%}
            {%- endfor -%}
            """,
            "<user>Q</user><bot>A</bot>"
        },
        {
            "a system message taken off the front",
            """
            {% if messages[0]['role'] == 'system' %}{% set system = messages[0]['content'] %}{% set rest = messages[1:] %}{% else %}{% set system = 'Be brief.' %}{% set rest = messages %}{% endif %}
            {% for m in rest %}
            {% if loop.first %}
            [{{ system }}]
            {% endif %}
            {{ m.role }}: {{ m.content }}
            {% if not loop.last %}
            --
            {% endif %}
            {% endfor %}
            """,
            "[Be brief.]\nuser: Q\n--\nassistant: A\n"
        },
        {
            "turns have to alternate",
            "{% for m in messages %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Turns must alternate') }}{% endif %}{{ m['role'][0] | upper ~ loop.index ~ ';' }}{% endfor %}",
            "U1;A2;"
        },
        {
            "a namespace remembers across the loop",
            "{% set ns = namespace(last='none', count=0) %}{% for m in messages %}{% set ns.last = m.role %}{% set ns.count = ns.count + 1 %}{% set lost = m.role %}{% endfor %}{{ ns.last }} {{ ns.count }} {{ lost is defined }}",
            "assistant 2 False"
        },
        {
            "tools that are not there",
            "{% if tools is defined and tools is not none %}{% for t in tools %}{{ t | tojson(indent=4) }}{% endfor %}{% else %}no tools{% endif %}{{ strftime_now(' %d %b') if strftime_now is defined else ' no date' }}",
            "no tools 26 Jul"
        },
        {
            "content as text or as parts",
            "{% for m in messages %}{% if m.content is string %}{{ m.content }}{% elif m.content is iterable %}{% for p in m.content %}{{ p.text }}{% endfor %}{% endif %}{% endfor %}",
            "QA"
        },
        {
            "a macro with a default",
            "{% macro turn(m, mark='#') %}{{ mark }}{{ m.role }}={{ m.content }}{% endmacro %}{% for m in messages %}{{ turn(m) }}{{ turn(m, mark='!') }}{% endfor %}",
            "#user=Q!user=Q#assistant=A!assistant=A"
        },
        {
            "the thinking of an answer cut off",
            "{% for m in messages %}{% set text = m.content %}{% if '</think>' in text %}{% set text = text.split('</think>')[-1].lstrip('\\n') %}{% endif %}{{ text }}{% endfor %}",
            "QA"
        },
        {
            "a last turn left open for generation",
            "{% for m in messages %}{{ m.role }}{{ '\n' }}{% endfor %}{% if add_generation_prompt %}{{ 'assistant\n' }}{% endif %}",
            "user\nassistant\n"
        },
        {
            "what a model learns from is marked",
            "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{{ eos_token }}{% endgeneration %}{% else %}{{ m.content }}|{% endif %}{% endfor %}",
            "Q|A"
        },
        {
            "filters on lists of messages",
            "{{ messages | map(attribute='role') | join('+') }} {{ (messages | selectattr('role', 'equalto', 'user') | list | length) }} {{ (messages | last)['content'] }} {{ messages[::-1][0].role }}",
            "user+assistant 1 A assistant"
        },
        {
            "a comment and a dictionary in output",
            "{# says nothing #}{{ {'role': 'x', 'n': [1, 2.5, true, none]} | tojson }}",
            """{"role": "x", "n": [1, 2.5, true, null]}"""
        },
    };

    /// <summary>An expression and what it prints.</summary>
    public static TheoryData<string, string> Expressions { get; } = new()
    {
        { "1 + 2 * 3", "7" },
        { "(1 + 2) * 3", "9" },
        { "7 // 2 ~ '/' ~ 7 % 3 ~ '/' ~ 7 / 2", "3/1/3.5" },
        { "-7 % 3", "2" },
        { "'a' < 'b' and 2 >= 2 and not 3 < 1", "True" },
        { "none", "None" },
        { "missing", "" },
        { "missing | default('x')", "x" },
        { "'' | default('x', true)", "x" },
        { "'b' in 'abc' and 'd' not in ['a', 'b']", "True" },
        { "'x' if false else 'y'", "y" },
        { "'x' if false", "" },
        { "'  a '.strip() + '|' + '  a '.rstrip()", "a|  a" },
        { "'a,b,c'.split(',')[1]", "b" },
        { "'a b  c'.split() | length", "3" },
        { "'abc'[1:] ~ 'abc'[:-1] ~ 'abc'[-1]", "bcabc" },
        { "'abc'.startswith('ab') and 'abc'.endswith('bc')", "True" },
        { "'aXbX'.replace('X', '-')", "a-b-" },
        { "range(1, 4) | join(',')", "1,2,3" },
        { "{'a': 1}.get('b', 2) + {'a': 1}['a']", "3" },
        { "3 is odd and 4 is even and 'x' is string and {} is mapping", "True" },
        { "[1, [2]] == [1, [2]]", "True" },
        { "1 == 1.0 and '1' != 1", "True" },
        { "'a' 'b'", "ab" },
        { "'it''s' | upper | lower | capitalize", "Its" },
        { "\"tab\\tnew\\nline\"", "tab\tnew\nline" },
        { "messages[0].content.upper()", "Q" },
        { "messages[9] is undefined", "True" },
    };

    /// <summary>A template that cannot be read or run, and what is said of it.</summary>
    public static TheoryData<string, string> Mistakes { get; } = new()
    {
        { "{% if true %}x", "line 1: “if” has no “endif”" },
        { "a\nb\n{% for m in messages %}", "line 3: “for” has no “endfor”" },
        { "{{ 'x }}", "a text in quotes has no end" },
        { "{{ 1 ", "a tag has no end }}" },
        { "{# x", "a comment {# has no end #}" },
        { "x{% endif %}", "“endif” has no beginning" },
        { "{% include 'other' %}", "“include” needs another template" },
        { "{% do 1 %}", "the statement “do” is not known here" },
        { "{{ 'x' | explode }}", "the filter “explode” is not known here" },
        { "{{ 'x'.explode() }}", "a text has no “explode”" },
        { "{{ open('/etc/passwd') }}", "“open” is not defined" },
        { "{{ ''.__class__.__mro__ }}", "“__class__” is hidden" },
        { "{{ nothing.here }}", "“nothing” is not defined" },
        { "{{ 'a' + 1 }}", "“+” cannot join a text and a whole number" },
        { "{{ 1 / 0 }}", "division by zero" },
        { "{{ raise_exception('no such role') }}", "refuses this conversation: no such role" },
        { "{{ 1 ! 2 }}", "the character “!” has no meaning" },
        { "{{ 1 2 }}", "the end of the tag was expected instead of “2”" },
        { "{% set x.y = 1 %}", "“x” is not a namespace" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_shapes_that_model_cards_use_are_understood(string shape, string template, string text)
    {
        var isOpen = shape.Contains("generation", StringComparison.Ordinal);

        Assert.Equal(text, Render(template, isOpen));
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Expressions_mean_what_they_mean_in_Jinja(string expression, string text) =>
        Assert.Equal(text, Render("{{ " + expression + " }}"));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_line(string template, string says)
    {
        var refused = Assert.Throws<ChatTemplateException>(() => Render(template));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Chat template, line ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void White_space_goes_as_chat_templates_expect_it() => Assert.Equal(
        "a\n  b\nc d",
        Render("a\n  {% if true %}\n  b\n  {% endif %}\nc {%- if true %} d{% endif %}\n"));

    private static string Render(string template, bool isOpen = false)
    {
        var answer = isOpen ? "" : """, {"role": "assistant", "content": "A"}""";
        var values = $$"""
            {"messages": [{"role": "user", "content": "Q"}{{answer}}], "add_generation_prompt": {{(isOpen ? "true" : "false")}}, "bos_token": "", "eos_token": ""}
            """;
        return JinjaRendering.Render(template, values, TestContext.Current.CancellationToken);
    }
}
