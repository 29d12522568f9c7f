using System.Collections.Generic;
using System.Globalization;
using System.Security;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>Collects the parameters of a call. What is null is left out: the service may read an empty value as "all".</summary>
internal sealed class CallArguments
{
    private readonly List<ApiParameter> parameters = [];

    public CallArguments Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            parameters.Add(new ApiParameter(name, value!));
        }

        return this;
    }

    public CallArguments Add(string name, bool? value) =>
        value is { } flag ? Add(name, flag ? "true" : "false") : this;

    public CallArguments AddSecret(string name, SecureString? value)
    {
        if (value is not null)
        {
            parameters.Add(new ApiParameter(name, PlainText.Of(value), isSecret: true));
        }

        return this;
    }

    public CallArguments AddPage(int number, int size) => Add("PageNumber", Text(number)).Add("PageSize", Text(size));

    /// <summary>Tags go over the wire as Tag.1.Key, Tag.1.Value and so on.</summary>
    public CallArguments AddTags(IReadOnlyList<KeyValuePair<string, string?>>? tags)
    {
        for (var i = 0; i < (tags?.Count ?? 0); i++)
        {
            Add("Tag." + Text(i + 1) + ".Key", tags![i].Key);
            Add("Tag." + Text(i + 1) + ".Value", tags[i].Value);
        }

        return this;
    }

    public IReadOnlyList<ApiParameter> ToList() => parameters;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
