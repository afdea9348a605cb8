using RewardBench2.Web.Components;

namespace RewardBench2.Tests.Web.Components;

public sealed class TypedTextTests
{
    private readonly TypedText _field = new();

    [Fact]
    public void Late_answers_do_not_undo_what_was_typed_since()
    {
        Type("n", "no", "no ", "no s");
        _field.Show("n");
        Assert.Equal("no s", _field.Text);
        Type("no su");
        _field.Show("no s");
        Assert.Equal("no su", _field.Text);
        _field.Show("no su");
        Assert.Equal("no su", _field.Text);
    }

    [Fact]
    public void Answers_may_be_left_out()
    {
        Type("a", "ab", "abc");
        _field.Show("abc");
        _field.Show("ab");
        Assert.Equal("ab", _field.Text);
    }

    [Fact]
    public void What_comes_from_elsewhere_replaces_the_text()
    {
        _field.Show("from a link");
        Assert.Equal("from a link", _field.Text);
        Type("from a link!");
        _field.Show("from a link!");
        _field.Show(null);
        Assert.Null(_field.Text);
    }

    [Fact]
    public void What_the_address_has_said_before_is_no_news()
    {
        _field.Show(null);
        _field.Text = "typed, not sent";
        _field.Show(null);
        Assert.Equal("typed, not sent", _field.Text);
    }

    [Fact]
    public void A_blank_text_is_no_search()
    {
        _field.Text = "  ";
        Assert.Null(_field.Send());
        _field.Show(null);
        Assert.Equal("  ", _field.Text);
    }

    private void Type(params string[] texts)
    {
        foreach (var text in texts)
        {
            _field.Text = text;
            _field.Send();
        }
    }
}
