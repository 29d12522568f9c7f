using AliGatewaySignature.Model;
using AliGatewaySignature.Planning;
using Xunit;

namespace AliGatewaySignature.Tests.Planning;

/// <summary>What can be said of rows without the service, and what they cost.</summary>
public class PlanInputTests
{
    private static readonly PlanCells Good = new() { SignatureName = "k", GroupName = "g", StageName = "TEST", ApiName = "a" };

    [Fact]
    public void A_good_row_is_kept_and_has_the_number_of_its_place()
    {
        var input = Read(Good with { StageName = null }, Good);

        Assert.Equal(["1 StageName"], Places(input));
        Assert.Equal(2, Assert.Single(input.Rows).Number);
    }

    [Fact]
    public void Each_empty_cell_is_a_problem_of_its_own()
    {
        Assert.Equal(["1 SignatureId", "1 GroupId", "1 StageName", "1 ApiId"], Places(Read(default(PlanCells))));
        Assert.Contains("SignatureId and SignatureName are empty.", Messages(Read(Good with { SignatureName = null })));
    }

    [Fact]
    public void A_column_that_is_nearly_right_is_named() => Assert.Equal(
        [
            "it has a column 'Signature Id': call it SignatureId.",
            "it has no GroupId and no GroupName; it is an object with Signature Id.",
            "StageName is empty.",
            "it has no ApiId and no ApiName; it is an object with Signature Id.",
        ],
        Messages(Read(new PlanCells { Columns = new OneColumn() })));

    [Theory]
    [InlineData("a,b", "single one")]
    [InlineData("a b", "white space")]
    [InlineData("а", "\\u0430")]
    public void An_id_that_cannot_be_one_is_shown_with_what_is_in_it(string id, string said) =>
        Assert.Contains(said, Assert.Single(Messages(Read(Good with { ApiId = id }))));

    [Fact]
    public void A_stage_is_the_same_in_any_case() =>
        Assert.Single(Read(Good, Good with { StageName = "test" }, Good with { StageName = "Test", ApiName = "b" }).Targets);

    [Fact]
    public void Nothing_but_blanks_is_empty_and_one_among_rows_is_a_problem()
    {
        var input = new PlanInput();
        input.AddBlank();
        input.AddBlank();
        Assert.True(input.IsEmpty);

        input.Add(Good);
        input.Complete();
        Assert.False(input.IsEmpty);
        Assert.Equal(["1 row", "2 row"], Places(input));
    }

    [Fact]
    public void Rows_and_differences_are_not_mixed()
    {
        var difference = Good with { Action = AgDifferenceAction.Bind };
        Assert.Equal(["3 row"], Places(Read(Good, Good, difference, difference)));
        Assert.Equal(["2 row"], Places(Read(difference, Good)));
        Assert.Empty(Places(Read(difference, difference)));
    }

    [Theory]
    [InlineData(AgDifferenceAction.Bind, "k", null, "")]
    [InlineData(AgDifferenceAction.Bind, null, null, "1 SignatureId")]
    [InlineData(AgDifferenceAction.Bind, "k", "o", "1 Action")]
    [InlineData(AgDifferenceAction.Replace, "k", "o", "")]
    [InlineData(AgDifferenceAction.Replace, "k", null, "1 PreviousSignatureId")]
    [InlineData(AgDifferenceAction.Unbind, null, "o", "")]
    [InlineData(AgDifferenceAction.Unbind, "k", "o", "1 Action")]
    [InlineData(AgDifferenceAction.Unbind, null, null, "1 PreviousSignatureId")]
    [InlineData(AgDifferenceAction.Keep, "k", "k", "")]
    [InlineData(AgDifferenceAction.Keep, "k", null, "1 PreviousSignatureId")]
    public void A_difference_names_the_keys_that_its_action_needs(AgDifferenceAction action, string? key, string? old, string problem)
    {
        var input = Read(Good with { Action = action, SignatureName = key, PreviousSignatureName = old });
        Assert.Equal(problem.Length == 0 ? [] : [problem], Places(input));
    }

    /// <summary>Of the texts of a row, only the id of the API must stay; Plans.Tests.ps1 weighs what is held.</summary>
    [Fact]
    public void Rows_share_what_they_name()
    {
        var input = new PlanInput();
        for (var i = 0; i < 1_000; i++)
        {
            input.Add(new PlanCells
            {
                SignatureId = $"{i % 20:x32}",
                GroupId = $"{i % 50:x32}",
                GroupName = $"group_{i % 50}",
                StageName = "RELEASE".ToLowerInvariant(),
                ApiId = $"{i:x32}",
            });
        }

        Assert.Equal(1_000, input.Rows.Count);
        Assert.Equal(100, input.Targets.Count);
        Assert.All(input.Rows, row => Assert.Contains(input.Targets, target => ReferenceEquals(target, row.Target)));
    }

    private static PlanInput Read(params PlanCells[] rows)
    {
        var input = new PlanInput();
        foreach (var row in rows)
        {
            input.Add(row);
        }

        input.Complete();
        return input;
    }

    private static IEnumerable<string> Places(PlanInput input) =>
        input.Problems.ToArray().Select(static problem => $"{problem.RowNumber} {problem.Column ?? "row"}");

    private static IEnumerable<string> Messages(PlanInput input) => input.Problems.ToArray().Select(static problem => problem.Message);

    /// <summary>A row that has a stage and one column whose name is nearly right.</summary>
    private sealed class OneColumn : IPlanColumns
    {
        public char? Delimiter => null;

        public bool Has(string column) => column == "StageName";

        public string? Near(string column) => column == "SignatureId" ? "Signature Id" : null;

        public string Describe() => "an object with Signature Id";
    }
}
