namespace RewardBench2.Evaluation.Templates.Jinja.Running;

/// <summary>What comes after a statement.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
