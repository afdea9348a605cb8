using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

namespace RewardBench2.Tests.Architecture;

/// <summary>
/// Which way arrows point. A folder is the first part of a namespace under its project's; what lies in none, such as
/// Program, composes the others and is left out. Constants leave no trace in compiled code, so they are not seen.
/// </summary>
public sealed class FolderTests
{
    [Theory]
    [InlineData("RewardBench2.Benchmark")]
    [InlineData("RewardBench2.Exchange")]
    [InlineData("RewardBench2.Storage")]
    [InlineData("RewardBench2.Evaluation")]
    [InlineData("RewardBench2.Web")]
    public void No_folders_depend_on_each_other_in_a_circle(string project)
    {
        var folders = new SliceRuleCreator();
        folders.SetSliceAssignment(new SliceAssignment(
            type => FolderOf(type, project) is { } folder ? SliceIdentifier.Of(folder) : SliceIdentifier.Ignore(),
            $"folders of {project}"));
        new GivenSlices(folders).Should().BeFreeOfCycles().Check(new ArchLoader().LoadAssembly(System.Reflection.Assembly.Load(project)).Build());
    }

    [Theory]
    [InlineData("RewardBench2.Benchmark")]
    [InlineData("RewardBench2.Exchange", "RewardBench2.Benchmark")]
    [InlineData("RewardBench2.Storage", "RewardBench2.Benchmark", "RewardBench2.Exchange")]
    [InlineData("RewardBench2.Evaluation", "RewardBench2.Benchmark", "RewardBench2.Exchange", "RewardBench2.Storage")]
    public void A_project_knows_only_those_below_it(string project, params string[] below) =>
        Assert.Empty(System.Reflection.Assembly.Load(project).GetReferencedAssemblies()
            .Select(reference => reference.Name)
            .Where(name => name?.StartsWith("RewardBench2.", StringComparison.Ordinal) is true)
            .Except(below));

    private static string? FolderOf(IType type, string project) =>
        type.Namespace?.FullName is { } name && name.StartsWith($"{project}.", StringComparison.Ordinal)
            ? name[(project.Length + 1)..].Split('.')[0]
            : null;
}
