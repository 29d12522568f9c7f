using System.Net.Http.Headers;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Tokens;

/// <summary>A token that the runner of a pipeline gives on request; asked for anew for every session.</summary>
internal sealed class RunnerToken : ITokenSource
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly Machine _machine;
    private readonly Runner _runner;
    private readonly string _query;

    private RunnerToken(Machine machine, Runner runner, string query)
    {
        _machine = machine;
        _runner = runner;
        _query = query;
    }

    public string Name => _runner.Name;

    public string MadeFrom => Fingerprint.Compute("runner", _runner.Name, _machine.Value(_runner.AddressVariable), _query);

    /// <param name="machine">Has the variables that the runner set.</param>
    /// <param name="audience">The audience of the token; when left out, what Alibaba Cloud's own action uses.</param>
    public static RunnerToken GitHubActions(Machine machine, string? audience) =>
        new(machine, Runner.GitHubActions, "audience=" + Uri.EscapeDataString(audience ?? "sts.aliyuncs.com"));

    /// <param name="machine">Has the variables that the agent set.</param>
    /// <param name="serviceConnectionId">
    /// The service connection whose identity the token states; that of the pipeline when left out.
    /// </param>
    public static RunnerToken AzurePipelines(Machine machine, string? serviceConnectionId) =>
        new(machine, Runner.AzurePipelines, "api-version=7.1"
            + (serviceConnectionId is null ? "" : "&serviceConnectionId=" + Uri.EscapeDataString(serviceConnectionId)));

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var address = Required(_runner.AddressVariable);
        var secret = KeyText.Clean(Required(_runner.SecretVariable), _runner.SecretVariable, _runner.Name);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !Address.IsPrivate(uri))
        {
            throw new AgException(Faults.CredentialSourceInvalid, $"{_runner.Name}: {_runner.AddressVariable} is not an https address.");
        }

        var separator = uri.Query.Length == 0 ? "?" : "&";
        using var request = new HttpRequestMessage(_runner.Method, new Uri(uri.AbsoluteUri + separator + _query));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "AliGatewaySignature");
        if (_runner.Method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        var reply = await _machine.Web.SendAsync(request, _runner.Name, Limit, _machine.Clock, cancellationToken).ConfigureAwait(false);
        if (reply.Status != 200)
        {
            throw new AgException(reply.Status >= 500 ? Faults.CredentialRequestFailed : Faults.CredentialRequestRefused,
                $"{_runner.Name}: {reply.Host} gives no token (HTTP status {reply.Status}).")
            {
                HttpStatus = reply.Status,
                RecommendedAction = _runner.Advice,
            };
        }

        var token = JsonReply.TryParse(reply.Body)?.Text(_runner.Field);
        return string.IsNullOrEmpty(token)
            ? throw new AgException(
                Faults.CredentialRequestFailed, $"{_runner.Name}: what {reply.Host} answered has no field {_runner.Field}.")
            : token!;
    }

    private string Required(string name) =>
        _machine.Value(name) ?? throw new AgException(Faults.CredentialIncomplete, $"{_runner.Name}: {name} is not set in the environment.")
        {
            RecommendedAction = _runner.Advice,
        };
}
