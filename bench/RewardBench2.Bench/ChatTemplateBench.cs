using BenchmarkDotNet.Attributes;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Bench;

/// <summary>Goal: a template of a real model's size, parsed once, written for a prompt and a completion in under 50 µs (median).</summary>
[MemoryDiagnoser]
public class ChatTemplateBench
{
    // Of our own, in the shape and length of those that come with recent models: a system text, tools, thinking, several roles.
    private const string Template = """
        {%- set ns = namespace(system='', is_first=true, last_user=-1, in_tools=false) %}
        {%- macro content_of(message) %}
            {%- if message.content is string %}
                {{- message.content }}
            {%- elif message.content is iterable and message.content is not mapping %}
                {%- for part in message.content %}
                    {%- if part.type == 'text' %}{{- part.text }}{%- elif part.type == 'image' %}{{- '<|image|>' }}{%- else %}{{- raise_exception('Unknown part: ' ~ part.type) }}{%- endif %}
                {%- endfor %}
            {%- elif message.content is none or message.content is undefined %}
                {{- '' }}
            {%- else %}
                {{- raise_exception('Unexpected content') }}
            {%- endif %}
        {%- endmacro %}
        {%- for message in messages %}
            {%- if message.role == 'system' %}
                {%- if not loop.first %}{{- raise_exception('The system message comes first') }}{%- endif %}
                {%- set ns.system = content_of(message) | trim %}
            {%- elif message.role == 'user' %}
                {%- set ns.last_user = loop.index0 %}
            {%- endif %}
        {%- endfor %}
        {{- bos_token }}
        {%- if tools is defined and tools %}
            {{- '<|system|>\n# Tools\n\n' }}
            {%- if ns.system %}{{- ns.system + '\n\n' }}{%- endif %}
            {%- for tool in tools %}
                {{- tool | tojson(indent=4) }}
                {%- if not loop.last %}{{- '\n' }}{%- endif %}
            {%- endfor %}
            {{- '<|end|>\n' }}
        {%- elif ns.system %}
            {{- '<|system|>\n' + ns.system + '<|end|>\n' }}
        {%- else %}
            {{- '<|system|>\nYou are a helpful assistant. Answer briefly and say so when you are not sure.<|end|>\n' }}
        {%- endif %}
        {%- for message in messages %}
            {%- set content = content_of(message) %}
            {%- if message.role == 'user' %}
                {{- '<|user|>\n' + content | trim + '<|end|>\n' }}
            {%- elif message.role == 'assistant' %}
                {%- set reasoning = '' %}
                {%- if message.reasoning_content is defined and message.reasoning_content is not none %}
                    {%- set reasoning = message.reasoning_content %}
                {%- elif '</think>' in content %}
                    {%- set reasoning = content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n') %}
                    {%- set content = content.split('</think>')[-1].lstrip('\n') %}
                {%- endif %}
                {{- '<|assistant|>\n' }}
                {%- if loop.index0 > ns.last_user and (loop.last or reasoning) %}
                    {{- '<think>\n' + reasoning.strip('\n') + '\n</think>\n\n' }}
                {%- endif %}
                {{- content.strip() }}
                {%- if message.tool_calls is defined and message.tool_calls %}
                    {%- for call in message.tool_calls %}
                        {%- set call = call.function if call.function is defined else call %}
                        {{- '\n<tool_call>\n{"name": "' ~ call.name ~ '", "arguments": ' }}
                        {{- call.arguments if call.arguments is string else call.arguments | tojson }}
                        {{- '}\n</tool_call>' }}
                    {%- endfor %}
                {%- endif %}
                {{- eos_token + '\n' }}
            {%- elif message.role in ['tool', 'ipython'] %}
                {%- if not ns.in_tools %}{{- '<|user|>\n' }}{%- set ns.in_tools = true %}{%- endif %}
                {{- '<tool_response>\n' + content + '\n</tool_response>' }}
                {%- if loop.last or messages[loop.index0 + 1].role != message.role %}{{- '<|end|>\n' }}{%- set ns.in_tools = false %}{%- endif %}
            {%- elif message.role != 'system' %}
                {{- raise_exception('Unknown role: ' ~ message.role) }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}
            {{- '<|assistant|>\n' }}
        {%- endif %}
        """;

    private static readonly string Prompt = string.Concat(Enumerable.Repeat("How do tides come about, and why are there two a day? ", 8));

    private static readonly string Completion = string.Concat(Enumerable.Repeat("The Moon pulls the water nearest to it more than the Earth as a whole. ", 30));

    private readonly SpecialTokens _tokens = SpecialTokens.From("<s>", "</s>");

    private readonly ChatTemplate _template = ChatTemplate.Parse(Template, SpecialTokens.From("<s>", "</s>"))
        ?? throw new InvalidOperationException("The template is not empty.");

    [Benchmark]
    public string Render_two_turns() => _template.Render(Prompt, Completion);

    [Benchmark]
    public ChatTemplate? Parse() => ChatTemplate.Parse(Template, _tokens);
}
