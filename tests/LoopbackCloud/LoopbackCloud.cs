using System.Net;
using AliGatewaySignature.Sandbox.Wire;
using AliGatewaySignature.Tests.Credentials.Cloud;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>
/// Everything that keys come from, on a loopback socket: STS, the ECS metadata server, credentials URIs and the token
/// endpoints of two pipelines. <see cref="RerouteHandler"/> brings requests for the real hosts here.
/// </summary>
internal sealed class LoopbackCloud : IAsyncDisposable
{
    /// <summary>The header in which a rerouted request names its real host, such as <c>https://sts.aliyuncs.com</c>.</summary>
    public const string AskedHeader = "x-asked";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<CloudRequest> _requests = [];
    private readonly List<CloudFault> _faults = [];
    private readonly StsService _sts;
    private readonly CredentialsUriService _credentialsUri;
    private readonly SignInService _signIn;
    private readonly WebApplication _server;

    private LoopbackCloud()
    {
        _sts = new StsService(Time);
        Metadata = new MetadataService(Time);
        _credentialsUri = new CredentialsUriService(Time);
        _signIn = new SignInService(Time);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(static options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestLineSize = 64 * 1024;
            options.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        _server = builder.Build();
        _server.Run(ServeAsync);
    }

    /// <summary>What time it is there, and how long its keys count.</summary>
    public CloudTime Time { get; } = new();

    public MetadataService Metadata { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<CloudRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static async Task<LoopbackCloud> StartAsync(CancellationToken cancellationToken = default)
    {
        var cloud = new LoopbackCloud();
        await cloud._server.StartAsync(cancellationToken);
        cloud.Address = new Uri(
            cloud._server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return cloud;
    }

    /// <summary>
    /// A page of this cloud that hands out keys: <c>ok</c>, <c>fails</c>, <c>wrong-json</c>, <c>no-token</c>,
    /// <c>no-expiration</c>, <c>ended</c>, <c>no-code</c>, <c>code-failed</c>.
    /// </summary>
    public Uri CredentialsUri(string behaviour) => new(Address, "/credentials/" + behaviour);

    public int Count(CloudEndpoint endpoint) => Requests.Count(request => request.Endpoint == endpoint);

    public void ForgetRequests()
    {
        lock (_requests)
        {
            _requests.Clear();
        }
    }

    /// <summary>Answers the next requests for an endpoint with this instead.</summary>
    public void Fail(CloudEndpoint endpoint, int status, string body, int times = int.MaxValue) =>
        Order(new CloudFault(endpoint, times) { Reply = CloudReply.Text(status, body) });

    /// <summary>Answers the next requests for STS with a refusal in its own form.</summary>
    public void Refuse(CloudEndpoint endpoint, int status, string code, string message, int times = int.MaxValue) =>
        Order(new CloudFault(endpoint, times) { Reply = CloudReply.Refusal(status, code, message) });

    /// <summary>Resets the connections of the next requests for an endpoint.</summary>
    public void Reset(CloudEndpoint endpoint, int times = int.MaxValue) => Order(new CloudFault(endpoint, times));

    /// <summary>Holds the next requests for an endpoint back until the test lets them go.</summary>
    public CloudHold Hold(CloudEndpoint endpoint, int times = int.MaxValue)
    {
        var hold = new CloudHold();
        Order(new CloudFault(endpoint, times) { Hold = hold });
        return hold;
    }

    /// <summary>Takes all faults away. Requests that are held stay so until they are let go.</summary>
    public void Heal()
    {
        lock (_faults)
        {
            _faults.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private void Order(CloudFault fault)
    {
        lock (_faults)
        {
            _faults.Add(fault);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        lock (_requests)
        {
            _requests.Add(request);
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            if (await AnswerAsync(request, gone.Token) is { } reply)
            {
                context.Response.StatusCode = reply.Status;
                context.Response.ContentType = reply.ContentType;
                await context.Response.WriteAsync(reply.Body, gone.Token);
                return;
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client or the test has gone.
        }

        context.Abort();
    }

    private async Task<CloudReply?> AnswerAsync(CloudRequest request, CancellationToken cancellationToken)
    {
        if (Take(request.Endpoint) is { } fault)
        {
            if (fault.Hold is null)
            {
                return fault.Reply;
            }

            await fault.Hold.WaitAsync(cancellationToken);
        }

        if (request.Host == CloudEndpoints.MetadataHost && Metadata.Mode == MetadataMode.Slow)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return request.Endpoint switch
        {
            CloudEndpoint.AssumeRole => _sts.AssumeRole(request),
            CloudEndpoint.CallerIdentity => _sts.CallerIdentity(request),
            CloudEndpoint.AssumeRoleWithOidc => _sts.AssumeRoleWithOidc(request),
            CloudEndpoint.MetadataToken or CloudEndpoint.MetadataRole or CloudEndpoint.MetadataKeys or CloudEndpoint.MetadataOther =>
                Metadata.Answer(request),
            CloudEndpoint.CredentialsUri => _credentialsUri.Answer(request),
            CloudEndpoint.GitHubToken => PipelineTokenService.GitHub(request),
            CloudEndpoint.AzureToken => PipelineTokenService.Azure(request),
            CloudEndpoint.CloudSso => _signIn.CloudSso(request),
            CloudEndpoint.OAuthToken => _signIn.OAuthToken(request),
            CloudEndpoint.OAuthExchange => _signIn.OAuthExchange(request),
            _ => CloudReply.NotFound,
        };
    }

    private CloudFault? Take(CloudEndpoint endpoint)
    {
        lock (_faults)
        {
            var fault = _faults.Find(fault => fault.Endpoint == endpoint && fault.Times > 0);
            if (fault is not null)
            {
                fault.Times--;
            }

            return fault;
        }
    }

    private static async Task<CloudRequest> ReadAsync(HttpContext context)
    {
        var headers = new WireHeaders();
        foreach (var header in context.Request.Headers)
        {
            foreach (var value in header.Value)
            {
                headers.Add(header.Key, value ?? string.Empty);
            }
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);

        // Path and Query of the request are unescaped already; the raw target is what was signed.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var call = ServiceCall.Read(new WireRequest(context.Request.Method, target, headers, body.ToArray()));
        return new CloudRequest(call, headers.First(AskedHeader) ?? "http://" + headers.First("Host"));
    }
}
