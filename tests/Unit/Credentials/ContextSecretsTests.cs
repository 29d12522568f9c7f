using System.Collections;
using System.Reflection;
using System.Security;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Credentials.Cloud;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Nothing that a user gets hold of gives a secret away, however deep somebody looks with public means.</summary>
public sealed class ContextSecretsTests : IAsyncLifetime, IDisposable
{
    private const string Role = "acs:ram::1234567890123456:role/gateway";
    private const string Caller = "LTAIcaller0001";
    private const string Jwt = "eyJhbGciOi.secret-identity-token.signature";

    private LoopbackCloud _cloud = null!;
    private TestMachine _machine = null!;

    public async ValueTask InitializeAsync()
    {
        _cloud = await LoopbackCloud.StartAsync(TestContext.Current.CancellationToken);
        _machine = new TestMachine { Network = new RerouteHandler(_cloud.Address) };
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void No_public_type_has_room_for_a_credential()
    {
        // A key's own Secret is what Get-AgSignature -IncludeSecret is for; the cmdlets' parameters take secrets in.
        var open = from type in LoadedTypes()
                   where type.IsPublic && type.Namespace != "AliGatewaySignature.Commands"
                   from property in type.GetProperties()
                   where property.PropertyType == typeof(SecureString)
                       || property.PropertyType.Name is "PSCredential" or "NetworkCredential"
                   select $"{type.Name}.{property.Name}";

        Assert.Equal(["AgSignature.SignatureSecret", "AgSignaturePair.SignatureSecret"], open);
    }

    /// <summary>A record prints its members.</summary>
    [Fact]
    public void No_record_holds_a_secret()
    {
        var records = LoadedTypes().Where(
            type => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null);
        var open = from type in records
                   from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                   where property.PropertyType == typeof(SecureString)
                       || property.PropertyType.Name is "Credential" or "SigningKey" or "PSCredential"
                       || property.Name is "AccessKeySecret" or "Secret" or "Password" or "Token"
                   select $"{type.Name}.{property.Name}";

        Assert.Contains(records, type => type.Name == "Operation"); // The search does find records.
        Assert.Empty(open);
    }

    [Fact]
    public async Task A_context_of_every_kind_shows_no_secret()
    {
        _machine.CliProfile($"\"mode\":\"AK\",\"access_key_id\":\"{Caller}\",\"access_key_secret\":\"{CloudKeys.SecretOf(Caller)}\"");
        var builder = new ContextBuilder(_machine.Machine, _machine.Memory);
        var contexts = new List<AgContext>();
        foreach (var options in new SignInOptions[]
        {
            new() { ProfileName = "p", RegionId = "cn-hangzhou" },
            new() { ProfileName = "p", RegionId = "cn-hangzhou", RoleArn = Role, ExternalId = "e" },
            WithToken(),
        })
        {
            contexts.Add(await builder.ConnectAsync(options, TestContext.Current.CancellationToken));
        }

        var texts = contexts.SelectMany(context => Texts(context, [])).ToList();

        Assert.Contains(texts, text => text.Contains(Role, StringComparison.Ordinal)); // The search does find what is shown.
        AssertNoSecret(texts);
    }

    [Fact]
    public async Task No_error_of_signing_in_shows_a_secret()
    {
        _cloud.Refuse(
            CloudEndpoint.AssumeRole,
            400,
            "Echo",
            $"secret {CloudKeys.SecretOf(Caller)} key {Uri.EscapeDataString(CloudKeys.SecretOf(Caller))}");
        _cloud.Refuse(CloudEndpoint.AssumeRoleWithOidc, 400, "Echo", $"token {Jwt}");
        _machine.CliProfile($"\"mode\":\"RamRoleArn\",\"access_key_id\":\"{Caller}\","
            + $"\"access_key_secret\":\"{CloudKeys.SecretOf(Caller)}\",\"ram_role_arn\":\"{Role}\"");
        var builder = new ContextBuilder(_machine.Machine, _machine.Memory);
        foreach (var options in new[] { new SignInOptions { RegionId = "cn-hangzhou" }, WithToken() })
        {
            var e = await Assert.ThrowsAsync<AgException>(() => builder.ConnectAsync(options, TestContext.Current.CancellationToken));
            Assert.Contains("***", e.Message, StringComparison.Ordinal);
            AssertNoSecret([e.ToString(), .. Texts(e, [])]);
        }
    }

    private static SignInOptions WithToken() => new()
    {
        RegionId = "cn-hangzhou",
        RoleArn = Role,
        Tokens = new GivenToken(PlainText.Protect(Jwt)),
        OidcProviderArn = "acs:ram::1234567890123456:oidc-provider/p",
    };

    /// <summary>All types; where there is no engine, without those that need one.</summary>
    private static IEnumerable<Type> LoadedTypes()
    {
        try
        {
            return typeof(AgContext).Assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }

    private void AssertNoSecret(IReadOnlyCollection<string> texts)
    {
        Assert.NotEmpty(_cloud.Requests);
        List<string> secrets = [CloudKeys.SecretOf(Caller), Caller, Jwt];
        secrets.AddRange(_cloud.Time.Issued.SelectMany(keys => new[] { keys.AccessKeySecret, keys.SecurityToken, keys.AccessKeyId }));
        Assert.All(secrets, secret => Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal)));
    }

    /// <summary>Every text that public properties, fields and ToString give, all the way down.</summary>
    private static IEnumerable<string> Texts(object? value, HashSet<object> seen)
    {
        if (value is null)
        {
            yield break;
        }

        yield return value as string ?? value.ToString() ?? string.Empty;
        var type = value.GetType();
        if (type.IsPrimitive || value is string or MemberInfo or Type || type.Namespace?.StartsWith(
            "System.Reflection", StringComparison.Ordinal) == true || !seen.Add(value))
        {
            yield break;
        }

        if (value is IEnumerable items)
        {
            foreach (var text in items.Cast<object?>().SelectMany(item => Texts(item, seen)))
            {
                yield return text;
            }
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0))
        {
            foreach (var text in Texts(Read(property, value), seen))
            {
                yield return text;
            }
        }

        foreach (var text in type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(field => Texts(field.GetValue(value), seen)))
        {
            yield return text;
        }
    }

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }
}
