namespace RewardBench2.BrowserTests;

/// <summary>The pages every visitor can reach without knowing an id. Every one of them is held to the same: see <see cref="EveryPageTests"/>.</summary>
public static class SitePages
{
    public static IReadOnlyList<string> All { get; } =
    [
        "/",
        "/?dataset=rewardbench-1",
        "/benchmarks",
        "/benchmarks/rm-bench",
        "/benchmarks/nowhere",
        "/compare",
        "/compare?dataset=starter&model=baseline/longest&model=baseline/shortest&model=baseline/overlap",
        "/pictures",
        "/reproduce",
        "/models/Skywork/Skywork-Reward-V2-Llama-3.1-8B",
        "/models/baseline/longest",
        "/runs",
        "/submit",
        "/about",
        "/about/design",
        "/prompts",
        "/prompts?dataset=starter&q=the&sort=disagreement&descending=true&a=baseline/longest",
        "/prompts/starter/starter-math-1?diff=1",
        "/prompts/starter/starter-safety-1?text=raw",
        "/prompts/starter/tied:0",
        "/prompts/starter/none",
        "/matrix",
        "/generators",
        "/flags",
        "/downstream",
        "/best-of-n",
        "/best-of-n?prompt=cand-1",
        "/choose",
        "/study",
        "/admin/sign-in",
    ];
}
