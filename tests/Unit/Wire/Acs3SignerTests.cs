using System.Text.Json;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Wire;

/// <summary>Every ACS3 vector that the official clients produced, step by step.</summary>
public class Acs3SignerTests
{
    public static IEnumerable<TheoryDataRow<string>> Names =>
        Vectors.Select(vector => new TheoryDataRow<string>(vector.GetProperty("name").GetString()!));

    private static IEnumerable<JsonElement> Vectors =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sandbox", "signing-vectors.json")))
            .RootElement.GetProperty("acs3").EnumerateArray();

    [Fact]
    public void There_are_eight_vectors() => Assert.Equal(8, Vectors.Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector(string name)
    {
        var vector = Vectors.Single(v => v.GetProperty("name").GetString() == name);
        var input = vector.GetProperty("input");
        string? Text(string property) => input.GetProperty(property).GetString();

        var body = vector.GetProperty("body").GetString()!;
        var headers = new List<KeyValuePair<string, string>>
        {
            new("host", Text("host")!),
            new("x-acs-action", Text("action")!),
            new("x-acs-version", Text("version")!),
            new("x-acs-date", Text("date")!),
            new("x-acs-signature-nonce", Text("nonce")!),
            new("x-acs-content-sha256", Acs3Signer.Sha256Hex(body)),
        };
        if (Text("token") is { } token)
        {
            headers.Add(new("x-acs-accesskey-id", Text("ak")!));
            headers.Add(new("x-acs-security-token", token));
        }

        if (Text("provider") is { } provider)
        {
            headers.Add(new("x-acs-credentials-provider", provider));
        }

        if (body.Length > 0)
        {
            headers.Add(new("content-type", "application/x-www-form-urlencoded"));
        }

        var query = input.GetProperty("query").EnumerateObject()
            .Select(property => new KeyValuePair<string, string>(property.Name, property.Value.GetString()!));
        var signature = Acs3Signer.Sign(Text("method")!, query, headers, Text("ak")!, Text("sk")!);

        Assert.Equal(vector.GetProperty("canonicalQuery").GetString(), signature.CanonicalQuery);
        Assert.Equal(vector.GetProperty("canonicalRequest").GetString(), signature.CanonicalRequest);
        Assert.Equal(vector.GetProperty("stringToSign").GetString(), signature.StringToSign);
        Assert.Equal(vector.GetProperty("authorization").GetString(), signature.Authorization);
    }
}
