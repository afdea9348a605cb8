using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Tests.Evaluation.Checks;

public sealed class BackendRulesTests
{
    private static readonly EndpointRequest Endpoint = new() { Url = "https://rm.example/v1" };

    private static readonly DpoRequest Dpo = new()
    {
        Url = "https://a.example",
        ReferenceUrl = "https://b.example",
        ServedModel = "p",
        ReferenceModel = "r",
        ChatTemplate = "tulu",
    };

    public static TheoryData<BackendRequest, string> Mistakes { get; } = new()
    {
        { Endpoint with { Protocol = "vllm" }, "backend.protocol" },
        { Endpoint with { Url = "rm.example" }, "backend.url" },
        { Endpoint with { Protocol = "openrlhf" }, "backend.chatTemplate" },
        { Endpoint with { ChatTemplate = "{% if %}" }, "backend.chatTemplate" },
        { Endpoint with { ChatTemplate = "{{ raise_exception('system first') }}" }, "backend.chatTemplate" },
        { Endpoint with { ChatTemplate = "{{ bos_token }}{{ messages[0].content }}" }, "backend.chatTemplate" },
        { Endpoint with { ChatTemplate = "{{ bos_token }}{{ eos_token }}", BosToken = "<s>" }, "backend.chatTemplate" },
        { Endpoint with { BosToken = new string('x', 201) }, "backend.bosToken" },
        { Endpoint with { EosToken = new string('x', 201) }, "backend.eosToken" },
        { Endpoint with { Attribute = "helpfulness=lots" }, "backend.attribute" },
        { Endpoint with { Attribute = "helpfulness=NaN" }, "backend.attribute" },
        { Endpoint with { ApiKey = "two\nlines" }, "backend.apiKey" },
        { Endpoint with { Headers = new Dictionary<string, string> { ["Host"] = "x" } }, "backend.headers" },
        { Dpo with { Headers = new Dictionary<string, string> { ["a b"] = "x" } }, "backend.headers" },
        { Endpoint with { MaxLength = 0 }, "backend.maxLength" },
        { Dpo with { ChatTemplate = null }, "backend.chatTemplate" },
        { Dpo with { ReferenceUrl = null }, "backend.referenceUrl" },
        { Dpo with { ReferenceModel = null }, "backend.referenceModel" },
        { Dpo with { Beta = 0 }, "backend.beta" },
        { new OnnxRequest { Folder = "../secrets" }, "backend.folder" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_by_its_field(BackendRequest backend, string field) =>
        Assert.Equal(field, BackendRules.Check(new SubmissionRequest { Backend = backend })?.Field);

    [Fact]
    public void Sound_submissions_pass()
    {
        Assert.Null(BackendRules.Check(new SubmissionRequest { Backend = Endpoint }));
        Assert.Null(BackendRules.Check(new SubmissionRequest { Backend = Endpoint with { Protocol = "sglang-classify", ChatTemplate = "chatml" } }));
        Assert.Null(BackendRules.Check(new SubmissionRequest
        {
            Backend = Endpoint with { ChatTemplate = "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}", BosToken = "<s>", EosToken = "" },
        }));
        Assert.Null(BackendRules.Check(new SubmissionRequest { Backend = Dpo }));
        Assert.Null(BackendRules.Check(new SubmissionRequest { Backend = new OnnxRequest { Folder = "tiny-rm" } }));
    }

    [Fact]
    public void A_judges_template_needs_its_placeholders() => Assert.Equal("judge.template", BackendRules.Check(new SubmissionRequest
    {
        Backend = Endpoint with { Protocol = "judge-ratings" },
        Judge = new JudgeRequest { Template = "Rate {completion}." },
    })?.Field);

    [Fact]
    public void A_judges_reader_is_one_that_there_is() => Assert.Equal("judge.reader", BackendRules.Check(new SubmissionRequest
    {
        Backend = Endpoint with { Protocol = "judge-ratings" },
        Judge = new JudgeRequest { Reader = "theirs" },
    })?.Field);

    [Fact]
    public void A_cap_on_cost_needs_a_price() => Assert.Equal("limits.maxCost", BackendRules.Check(new SubmissionRequest
    {
        Backend = Endpoint,
        Limits = new LimitsRequest { MaxCost = 5 },
    })?.Field);
}
