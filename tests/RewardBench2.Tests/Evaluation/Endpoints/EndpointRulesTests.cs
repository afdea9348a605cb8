using RewardBench2.Evaluation.Endpoints;
using RewardBench2.Evaluation.Submissions;

namespace RewardBench2.Tests.Evaluation.Endpoints;

public sealed class EndpointRulesTests
{
    private static readonly BackendRequest Endpoint = new() { Kind = "endpoint", Url = "https://rm.example/v1" };

    private static readonly BackendRequest Dpo = new()
    {
        Kind = "dpo",
        Url = "https://a.example",
        ReferenceUrl = "https://b.example",
        ServedModel = "p",
        ReferenceModel = "r",
        ChatTemplate = "tulu",
    };

    public static TheoryData<BackendRequest, string> Mistakes { get; } = new()
    {
        { Endpoint with { Kind = "magic" }, "backend.kind" },
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
        { Endpoint with { MaxLength = 0 }, "backend.maxLength" },
        { Dpo with { ChatTemplate = null }, "backend.chatTemplate" },
        { Dpo with { ReferenceUrl = null }, "backend.referenceUrl" },
        { Dpo with { ReferenceModel = null }, "backend.referenceModel" },
        { Dpo with { Beta = 0 }, "backend.beta" },
        { new BackendRequest { Kind = "onnx", Folder = "../secrets" }, "backend.folder" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_by_its_field(BackendRequest backend, string field) =>
        Assert.Equal(field, EndpointRules.Check(new SubmissionRequest { Backend = backend })?.Field);

    [Fact]
    public void Sound_submissions_pass()
    {
        Assert.Null(EndpointRules.Check(new SubmissionRequest { Backend = Endpoint }));
        Assert.Null(EndpointRules.Check(new SubmissionRequest { Backend = Endpoint with { Protocol = "sglang-classify", ChatTemplate = "chatml" } }));
        Assert.Null(EndpointRules.Check(new SubmissionRequest
        {
            Backend = Endpoint with { ChatTemplate = "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}", BosToken = "<s>", EosToken = "" },
        }));
        Assert.Null(EndpointRules.Check(new SubmissionRequest { Backend = Dpo }));
        Assert.Null(EndpointRules.Check(new SubmissionRequest { Backend = new BackendRequest { Kind = "onnx", Folder = "tiny-rm" } }));
    }

    [Fact]
    public void A_judges_template_needs_its_placeholders() => Assert.Equal("judge.template", EndpointRules.Check(new SubmissionRequest
    {
        Backend = Endpoint with { Protocol = "judge-ratings" },
        Judge = new JudgeRequest { Template = "Rate {completion}." },
    })?.Field);

    [Fact]
    public void A_cap_on_cost_needs_a_price() => Assert.Equal("limits.maxCost", EndpointRules.Check(new SubmissionRequest
    {
        Backend = Endpoint,
        Limits = new LimitsRequest { MaxCost = 5 },
    })?.Field);
}
