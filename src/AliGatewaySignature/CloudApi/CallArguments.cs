using System.Globalization;
using System.Security;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>Collects the parameters of a call. What is null is left out: the service may read an empty value as "all".</summary>
internal sealed class CallArguments
{
    private readonly List<ApiParameter> _parameters = [];

    public CallArguments Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _parameters.Add(new ApiParameter(name, value!));
        }

        return this;
    }

    public CallArguments Add(string name, bool? value) =>
        value is { } flag ? Add(name, flag ? "true" : "false") : this;

    public CallArguments AddSecret(string name, SecureString? value)
    {
        if (value is not null)
        {
            _parameters.Add(new ApiParameter(name, PlainText.Reveal(value), isSecret: true));
        }

        return this;
    }

    /// <summary>Adds the number and the size of a page; nothing where the operation has no pages.</summary>
    public CallArguments AddPage(int number, int size) =>
        size == int.MaxValue ? this : Add("PageNumber", Text(number)).Add("PageSize", Text(size));

    /// <summary>
    /// Adds API ids. Null leaves them out, which means every API of the stage; a list without ids is refused, since it would
    /// mean the same.
    /// </summary>
    public CallArguments AddIds(IReadOnlyList<string>? apiIds, int most)
    {
        if (apiIds is null)
        {
            return this;
        }

        if (apiIds.Count == 0 || apiIds.Count > most)
        {
            throw new ArgumentOutOfRangeException(nameof(apiIds), apiIds.Count, $"A call carries 1 to {most} API ids.");
        }

        return apiIds.Any(string.IsNullOrWhiteSpace)
            ? throw new ArgumentException("An API id must not be empty.", nameof(apiIds))
            : Add("ApiIds", string.Join(",", apiIds));
    }

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

    public IReadOnlyList<ApiParameter> Parameters => _parameters;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
