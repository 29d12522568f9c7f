using AliGatewaySignature.Sandbox;
using AliGatewaySignature.SandboxServer.Control;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Everything that the service leaves unsaid, both ways.</summary>
public class SemanticsTests
{
    private static string One => SandboxDriver.Order(1);

    private static string Two => SandboxDriver.Order(2);

    [Fact]
    public async Task Replaces_another_key()
    {
        using var sandbox = new SandboxDriver(static start => start with { OtherKeyBound = OnOtherKey.Replace });
        var key = await sandbox.CreateAsync();
        var other = await sandbox.CreateAsync("other_key");
        await sandbox.SetAsync(key, One);
        Assert.Equal(200, (await sandbox.SetAsync(other, One)).Status);
        Assert.Equal(other, sandbox.Bound()[One]);
        Assert.Equal(0, (int)(await sandbox.CallAsync("DescribeApisBySignature", ("SignatureId", key)))["TotalCount"]!);
    }

    [Fact]
    public async Task Refuses_to_replace_another_key()
    {
        using var sandbox = new SandboxDriver(static start => start with { OtherKeyBound = OnOtherKey.Refuse });
        var key = await sandbox.CreateAsync();
        var other = await sandbox.CreateAsync("other_key");
        await sandbox.SetAsync(key, One);
        Assert.Equal("RepeatedSignatureApi", (await sandbox.SetAsync(other, $"{One},{Two}")).Code);
        Assert.Equal(key, sandbox.Bound()[One]);
        Assert.False(sandbox.Bound().ContainsKey(Two));
    }

    [Fact]
    public async Task One_bad_id_refuses_all()
    {
        using var sandbox = new SandboxDriver(static start => start with { BadIdInBatch = OnBadId.RefuseAll });
        var key = await sandbox.CreateAsync();
        Assert.Equal("NotFoundApi", (await sandbox.SetAsync(key, $"{One},bad,{Two}")).Code);
        Assert.Empty(sandbox.Bound());
        await sandbox.SetAsync(key, $"{One},{Two}");
        Assert.Equal("NotFoundApi", (await sandbox.RemoveAsync(key, $"{One},bad")).Code);
        Assert.Equal(2, sandbox.Bound().Count);
        Assert.False(sandbox.Journal.Calls()[^1].Changed);
    }

    [Fact]
    public async Task One_bad_id_leaves_the_good_ones_applied()
    {
        using var sandbox = new SandboxDriver(static start => start with { BadIdInBatch = OnBadId.ApplyGood });
        var key = await sandbox.CreateAsync();
        Assert.Equal("NotFoundApi", (await sandbox.SetAsync(key, $"{One},bad,{Two}")).Code);
        Assert.Equal(2, sandbox.Bound().Count);
        Assert.True(sandbox.Journal.Calls()[^1].Changed);
        Assert.Equal("NotFoundApi", (await sandbox.RemoveAsync(key, $"bad,{One}")).Code);
        Assert.Equal([Two], sandbox.Bound().Keys);
    }

    [Theory]
    [InlineData("MeansAll", null, 0)]
    [InlineData("Refuse", "MissingApiIds", 1)]
    public async Task Takes_an_empty_list_as_set(string choice, string? code, int left)
    {
        using var sandbox = new SandboxDriver(start => start.With("emptyApiIdsOnRemove", choice));
        var key = await sandbox.CreateAsync();
        await sandbox.SetAsync(key, One);
        Assert.Equal(code, (await sandbox.RemoveAsync(key, string.Empty)).Code);
        Assert.Equal(left, sandbox.Bound().Count);

        // Leaving the parameter out is documented, and means all either way.
        Assert.Equal(200, (await sandbox.RemoveAsync(key, null)).Status);
        Assert.Empty(sandbox.Bound());
    }

    [Theory]
    [InlineData("Allow", null, 2)]
    [InlineData("Refuse", "RepeatedSignatureName", 1)]
    public async Task Takes_a_repeated_name_as_set(string choice, string? code, int keys)
    {
        using var sandbox = new SandboxDriver(start => start.With("duplicateKeyName", choice));
        var id = await sandbox.CreateAsync("same_name");
        (string, string)[] again = [("SignatureName", "same_name"), ("SignatureKey", "another_key"), ("SignatureSecret", "another_secret")];
        Assert.Equal(code, (await sandbox.CallAsync("CreateSignature", again)).Code);
        Assert.Equal(keys, sandbox.Service.SignatureCount);

        var other = await sandbox.CreateAsync("other_name");
        Assert.Equal(code, (await sandbox.CallAsync("ModifySignature", ("SignatureId", other), ("SignatureName", "same_name"))).Code);
        // A key may keep its own name.
        var kept = choice == "Refuse" ? "same_name" : "third_name";
        Assert.Equal(200, (await sandbox.CallAsync("ModifySignature", ("SignatureId", id), ("SignatureName", kept))).Status);
    }

    [Theory]
    [InlineData("Exact", 0)]
    [InlineData("Contains", 2)]
    public async Task Filters_names_as_set(string choice, int found)
    {
        using var sandbox = new SandboxDriver(start => start.With("keyNameFilter", choice));
        await sandbox.CreateAsync("name_one");
        await sandbox.CreateAsync("name_two");
        await sandbox.CreateAsync("another");
        Assert.Equal(found, (int)(await sandbox.CallAsync("DescribeSignatures", ("SignatureName", "name_")))["TotalCount"]!);
    }

    [Theory]
    [InlineData("Refuse", "NotFoundDeployedApi", 0)]
    [InlineData("Allow", null, 1)]
    public async Task Takes_unpublished_APIs_as_set(string choice, string? code, int bound)
    {
        using var sandbox = new SandboxDriver(start => start.With("unpublishedApi", choice), [SandboxGroup.Parse("orders=5@TEST")]);
        var key = await sandbox.CreateAsync();
        Assert.Equal(code, (await sandbox.SetAsync(key, One)).Code);
        Assert.Equal(bound, sandbox.Bound().Count);
        Assert.Equal(200, (await sandbox.SetAsync(key, One, "TEST")).Status);
    }

    [Theory]
    [InlineData("Allow", null)]
    [InlineData("Refuse", "InvalidStageName")]
    public async Task Takes_stage_PRE_as_set(string choice, string? code)
    {
        using var sandbox = new SandboxDriver(start => start.With("preStage", choice));
        var key = await sandbox.CreateAsync();
        Assert.Equal(200, (await sandbox.SetAsync(key, One, "PRE")).Status);
        Assert.Equal(
            code, (await sandbox.CallAsync("DescribeApiSignatures", ("GroupId", SandboxDriver.Orders), ("StageName", "PRE"))).Code);
        Assert.Equal(
            code,
            (await sandbox.CallAsync(
                "DescribeSignaturesByApi", ("GroupId", SandboxDriver.Orders), ("ApiId", One), ("StageName", "PRE"))).Code);
        Assert.Equal(code, (await sandbox.RemoveAsync(key, One, "PRE")).Code);
        Assert.Equal(code is null ? 0 : 1, sandbox.Bound("PRE").Count);
    }

    [Theory]
    [InlineData("Ignore", null, 0)]
    [InlineData("Refuse", "NotFoundSignatureBinding", 1)]
    public async Task Unbinds_what_is_not_bound_as_set(string choice, string? code, int left)
    {
        using var sandbox = new SandboxDriver(start => start.With("unbindNotBound", choice));
        var key = await sandbox.CreateAsync();
        await sandbox.SetAsync(key, One);
        Assert.Equal(code, (await sandbox.RemoveAsync(key, $"{One},{Two}")).Code);
        Assert.Equal(left, sandbox.Bound().Count);
    }

    [Theory]
    [InlineData("Ignore", null)]
    [InlineData("Refuse", "NotFoundSignatureBinding")]
    public async Task Never_unbinds_another_key(string choice, string? code)
    {
        using var sandbox = new SandboxDriver(start => start.With("unbindNotBound", choice));
        var key = await sandbox.CreateAsync();
        var other = await sandbox.CreateAsync("other_key");
        await sandbox.SetAsync(other, One);
        Assert.Equal(code, (await sandbox.RemoveAsync(key, One)).Code);
        Assert.Equal(other, sandbox.Bound()[One]);
    }

    [Theory]
    [InlineData("Ignore", null, 2)]
    [InlineData("Refuse", "RepeatedSignatureBinding", 1)]
    public async Task Binds_the_same_key_again_as_set(string choice, string? code, int bound)
    {
        using var sandbox = new SandboxDriver(start => start.With("rebindSameKey", choice));
        var key = await sandbox.CreateAsync();
        await sandbox.SetAsync(key, One);
        Assert.Equal(code, (await sandbox.SetAsync(key, $"{One},{Two}")).Code);
        Assert.Equal(bound, sandbox.Bound().Count);
    }

    [Fact]
    public async Task Keeps_the_time_of_a_binding_that_is_made_again()
    {
        using var sandbox = new SandboxDriver();
        var key = await sandbox.CreateAsync();
        await sandbox.SetAsync(key, One);
        sandbox.Now = sandbox.Now.AddHours(1);
        await sandbox.SetAsync(key, One);
        var bound = await sandbox.CallAsync("DescribeApisBySignature", ("SignatureId", key));
        Assert.Equal("2026-05-06T07:08:09Z", (string)bound.Items("ApiInfos", "ApiInfo")[0]["BoundTime"]!);
        Assert.False(sandbox.Journal.Calls()[^2].Changed);
    }

    [Theory]
    [InlineData("Refuse", "InvalidParameter")]
    [InlineData("Allow", null)]
    public async Task Takes_unknown_parameters_as_set(string choice, string? code)
    {
        using var sandbox = new SandboxDriver(start => start.With("unknownParameter", choice));
        Assert.Equal(code, (await sandbox.CallAsync("DescribeSignatures", ("SignatureNames", "typo"))).Code);
    }

    [Fact]
    public async Task Uses_the_word_for_keys_that_it_is_told()
    {
        using var sandbox = new SandboxDriver(
            static start => start with { ResourceWord = "SignatureKey", DuplicateKeyName = Acceptance.Refuse });
        var key = await sandbox.CreateAsync("same_name");
        Assert.Equal("NotFoundSignatureKey", (await sandbox.SetAsync("unknown", One)).Code);
        Assert.Equal("RepeatedSignatureKeyName", (await sandbox.CallAsync(
            "CreateSignature", ("SignatureName", "same_name"), ("SignatureKey", "another_key"),
            ("SignatureSecret", "another_secret"))).Code);
        await sandbox.SetAsync(key, One);
        Assert.Equal("DependencyViolationSignatureKey", (await sandbox.CallAsync("DeleteSignature", ("SignatureId", key))).Code);
    }

    [Fact]
    public async Task Can_be_changed_while_the_service_runs()
    {
        using var sandbox = new SandboxDriver();
        await sandbox.CreateAsync("name_one");
        Assert.Equal(0, (int)(await sandbox.CallAsync("DescribeSignatures", ("SignatureName", "name")))["TotalCount"]!);
        sandbox.Service.Semantics = sandbox.Service.Semantics with { KeyNameFilter = NameFilter.Contains };
        Assert.Equal(1, (int)(await sandbox.CallAsync("DescribeSignatures", ("SignatureName", "name")))["TotalCount"]!);
    }

    [Fact]
    public void Every_setting_can_be_set_by_its_name()
    {
        var start = new SandboxSemantics();
        foreach ((var name, var value) in start.Describe())
        {
            Assert.Equal(start, start.With(name, value));
            Assert.Equal(start, start.With(Hyphenated(name), value));
            if (name != "resourceWord")
            {
                Assert.Throws<FormatException>(() => start.With(name, "1"));
                Assert.Throws<FormatException>(() => start.With(name, "nonsense"));
            }
        }

        Assert.Equal(typeof(SandboxSemantics).GetProperties().Length, start.Describe().Count);
        Assert.Throws<FormatException>(() => start.With("nonsense", "refuse"));
        Assert.Equal(OnBadId.ApplyGood, start.With("BAD-ID-IN-BATCH", "apply-good").BadIdInBatch);
    }

    private static string Hyphenated(string name) => System.Text.RegularExpressions.Regex.Replace(name, "[A-Z]", "-$0");
}
