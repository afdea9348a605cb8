using RewardBench2.Benchmark;
using RewardBench2.Web.Pictures;

namespace RewardBench2.Tests.Web.Pictures;

public sealed class PictureDataTests
{
    [Fact]
    public void A_type_has_the_same_place_in_every_picture_also_where_another_has_no_points()
    {
        PicturePoint[] versions = [Point("judge", ModelType.GenerativeRewardModel), Point("rm", ModelType.SequenceClassifier)];
        PicturePoint[] sizes = [Point("own", ModelType.CustomClassifier), Point("judge", ModelType.GenerativeRewardModel)];
        var data = new PictureData(versions, sizes, Times: [], Spread: [], Correlations: [], Models: 3);

        string[] types = [ModelType.SequenceClassifier, ModelType.CustomClassifier, ModelType.GenerativeRewardModel];
        Assert.Equal(types, data.ByType(versions).Select(group => group.Type));
        Assert.Equal(types, data.ByType(sizes).Select(group => group.Type));
        Assert.Equal([0, 1, 1], data.ByType(sizes).Select(group => group.Points.Count));
    }

    private static PicturePoint Point(string model, string type) => new(model, type, X: 0.5, Y: 0.5);
}
