using System.Text.Json;
using System.Text.RegularExpressions;
using AliGatewaySignature.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Making, changing, deleting and listing keys.</summary>
public sealed class KeyOperationTests : IDisposable
{
    private readonly SandboxDriver _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Creates_a_key_and_lists_it_with_its_secret()
    {
        var created = await _sandbox.CallAsync(
            "CreateSignature", ("SignatureName", "orders_后端"), ("SignatureKey", "orders_key"), ("SignatureSecret", "a_@#!*secret"));
        Assert.Equal(200, created.Status);
        Assert.Equal("orders_后端", (string)created["SignatureName"]!);
        Assert.Matches(Id(), (string)created["SignatureId"]!);
        Assert.Equal(created.RequestIdHeader, (string)created["RequestId"]!);
        Assert.Equal(3, created.Body.Count);

        var listed = await _sandbox.CallAsync("DescribeSignatures");
        var key = Assert.Single(listed.Items("SignatureInfos", "SignatureInfo"));
        Assert.Equal(
            ["CreatedTime", "ModifiedTime", "RegionId", "SignatureId", "SignatureKey", "SignatureName", "SignatureSecret"],
            key.Select(static field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal("orders_后端", (string)key["SignatureName"]!);
        Assert.Equal("orders_key", (string)key["SignatureKey"]!);
        Assert.Equal("a_@#!*secret", (string)key["SignatureSecret"]!);
        Assert.Equal("cn-hangzhou", (string)key["RegionId"]!);
        Assert.Equal("2026-05-06T07:08:09Z", (string)key["CreatedTime"]!);
        Assert.Equal("2026-05-06T07:08:09Z", (string)key["ModifiedTime"]!);
        Assert.Equal(JsonValueKind.Number, listed["TotalCount"]!.GetValueKind());
    }

    [Fact]
    public async Task Gives_the_same_ids_in_every_sandbox()
    {
        using var other = new SandboxDriver();
        var first = await _sandbox.CreateAsync();
        Assert.Equal(first, await other.CreateAsync("another_name"));
        Assert.NotEqual(first, await _sandbox.CreateAsync());
    }

    [Fact]
    public async Task Changes_only_what_is_sent()
    {
        var id = await _sandbox.CreateAsync();
        _sandbox.Now = _sandbox.Now.AddMinutes(1);
        var modified = await _sandbox.CallAsync("ModifySignature", ("SignatureId", id), ("SignatureSecret", "another_secret"));
        Assert.Equal(200, modified.Status);
        Assert.Equal(["RequestId", "SignatureId", "SignatureName"], modified.Body.Select(static field => field.Key));

        var key = (await _sandbox.CallAsync("DescribeSignatures", ("SignatureId", id))).Items("SignatureInfos", "SignatureInfo").Single();
        Assert.Equal("backend_key", (string)key["SignatureName"]!);
        Assert.Equal("backend_key_1", (string)key["SignatureKey"]!);
        Assert.Equal("another_secret", (string)key["SignatureSecret"]!);
        Assert.Equal("2026-05-06T07:08:09Z", (string)key["CreatedTime"]!);
        Assert.Equal("2026-05-06T07:09:09Z", (string)key["ModifiedTime"]!);
    }

    [Fact]
    public async Task Deletes_a_key_only_when_it_is_bound_nowhere()
    {
        var id = await _sandbox.CreateAsync();
        await _sandbox.SetAsync(id, SandboxDriver.Order(1), "TEST");
        var refused = await _sandbox.CallAsync("DeleteSignature", ("SignatureId", id));
        Assert.Equal((400, "DependencyViolationSignature"), (refused.Status, refused.Code));
        Assert.Equal(1, _sandbox.Service.SignatureCount);

        await _sandbox.RemoveAsync(id, SandboxDriver.Order(1), "TEST");
        Assert.Equal(200, (await _sandbox.CallAsync("DeleteSignature", ("SignatureId", id))).Status);
        Assert.Equal(0, _sandbox.Service.SignatureCount);
        Assert.Equal("NotFoundSignature", (await _sandbox.CallAsync("DeleteSignature", ("SignatureId", id))).Code);
    }

    [Theory]
    [InlineData("SignatureName", "abc", "InvalidSignatureName")]
    [InlineData("SignatureName", "abcd", null)]
    [InlineData("SignatureName", "a12345678901234567890123456789012345678901234567_9", null)]
    [InlineData("SignatureName", "a12345678901234567890123456789012345678901234567_90", "InvalidSignatureName")]
    [InlineData("SignatureName", "1abc", "InvalidSignatureName")]
    [InlineData("SignatureName", "ab-cd", "InvalidSignatureName")]
    [InlineData("SignatureName", "签名密钥", null)]
    [InlineData("SignatureName", "a_😀_b", "InvalidSignatureName")]
    [InlineData("SignatureName", "", "MissingSignatureName")]
    [InlineData("SignatureKey", "a1234", "InvalidSignatureKey")]
    [InlineData("SignatureKey", "a12345", null)]
    [InlineData("SignatureKey", "a123456789012345678_", null)]
    [InlineData("SignatureKey", "a123456789012345678_1", "InvalidSignatureKey")]
    [InlineData("SignatureKey", "_abcdef", "InvalidSignatureKey")]
    [InlineData("SignatureKey", "abc@def", "InvalidSignatureKey")]
    [InlineData("SignatureKey", "", "MissingSignatureKey")]
    [InlineData("SignatureSecret", "a1234", "InvalidSignatureSecret")]
    [InlineData("SignatureSecret", "a_@#!*", null)]
    [InlineData("SignatureSecret", "a1234567890123456789012345678_", null)]
    [InlineData("SignatureSecret", "a1234567890123456789012345678_1", "InvalidSignatureSecret")]
    [InlineData("SignatureSecret", "@abcdef", "InvalidSignatureSecret")]
    [InlineData("SignatureSecret", "abc def", "InvalidSignatureSecret")]
    [InlineData("SignatureSecret", "", "MissingSignatureSecret")]
    public async Task Holds_the_limits_of_keys(string parameter, string value, string? code)
    {
        (string Name, string Value)[] parameters =
        [
            ("SignatureName", "good_name"), ("SignatureKey", "good_key"), ("SignatureSecret", "good_secret"),
        ];
        var created = await _sandbox.CallAsync(
            "CreateSignature", [.. parameters.Where(other => other.Name != parameter), (parameter, value)]);
        Assert.Equal(code, created.Code);
        Assert.Equal(code is null ? 200 : 400, created.Status);
        Assert.Equal(code is null ? 1 : 0, _sandbox.Service.SignatureCount);
        if (code?.StartsWith("Invalid", StringComparison.Ordinal) == true)
        {
            var id = await _sandbox.CreateAsync();
            Assert.Equal(code, (await _sandbox.CallAsync("ModifySignature", ("SignatureId", id), (parameter, value))).Code);
        }
    }

    [Theory]
    [InlineData("SignatureName")]
    [InlineData("SignatureKey")]
    [InlineData("SignatureSecret")]
    public async Task Needs_every_part_of_a_key(string parameter)
    {
        (string Name, string Value)[] parameters =
        [
            ("SignatureName", "good_name"), ("SignatureKey", "good_key"), ("SignatureSecret", "good_secret"),
        ];
        var created = await _sandbox.CallAsync("CreateSignature", [.. parameters.Where(other => other.Name != parameter)]);
        Assert.Equal((400, "Missing" + parameter), (created.Status, created.Code));
    }

    [Fact]
    public async Task Never_repeats_a_refused_secret()
    {
        var refused = await _sandbox.CallAsync(
            "CreateSignature", ("SignatureName", "good_name"), ("SignatureKey", "good_key"), ("SignatureSecret", "my secret word"));
        Assert.Equal("InvalidSignatureSecret", refused.Code);
        Assert.DoesNotContain("secret word", refused.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_keys_by_id_and_by_name()
    {
        var first = await _sandbox.CreateAsync("first_key");
        await _sandbox.CreateAsync("first_key_too");
        Assert.Equal(1, (int)(await _sandbox.CallAsync("DescribeSignatures", ("SignatureId", first)))["TotalCount"]!);
        Assert.Equal(1, (int)(await _sandbox.CallAsync("DescribeSignatures", ("SignatureName", "first_key")))["TotalCount"]!);
        Assert.Equal(0, (int)(await _sandbox.CallAsync("DescribeSignatures", ("SignatureName", "first_k")))["TotalCount"]!);
        var none = await _sandbox.CallAsync("DescribeSignatures", ("SignatureId", "unknown"));
        Assert.Equal(200, none.Status);
        Assert.Empty(none.Items("SignatureInfos", "SignatureInfo"));
    }

    [Fact]
    public async Task Pages_through_keys_in_the_order_of_creation()
    {
        string[] names = [.. Enumerable.Range(1, 25).Select(static number => $"key_{number:D3}")];
        foreach (var name in names)
        {
            await _sandbox.CreateAsync(name);
        }

        var first = await _sandbox.CallAsync("DescribeSignatures");
        Assert.Equal((1, 10, 25), ((int)first["PageNumber"]!, (int)first["PageSize"]!, (int)first["TotalCount"]!));
        var last = await _sandbox.CallAsync("DescribeSignatures", ("PageNumber", "3"));
        Assert.Equal(names[20..], last.Items("SignatureInfos", "SignatureInfo").Select(static key => (string)key["SignatureName"]!));
        var beyond = await _sandbox.CallAsync("DescribeSignatures", ("PageNumber", "2147483647"), ("PageSize", "100"));
        Assert.Equal(25, (int)beyond["TotalCount"]!);
        Assert.Empty(beyond.Items("SignatureInfos", "SignatureInfo"));
    }

    [Fact]
    public async Task Forgets_keys_on_reset()
    {
        await _sandbox.CreateAsync();
        _sandbox.Service.Reset();
        Assert.Equal(0, _sandbox.Service.SignatureCount);
        Assert.Equal(SandboxIds.OfSignature(1), await _sandbox.CreateAsync());
    }

    private static Regex Id() => new("^[0-9a-f]{32}$");
}
