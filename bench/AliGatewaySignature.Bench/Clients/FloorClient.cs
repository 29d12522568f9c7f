using System.Diagnostics;
using System.Net;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Bench.Clients;

/// <summary>
/// The least that any client could take: requests of the same bytes as the module's, built and signed before the clock
/// starts, sent by a bare HttpClient, each answer read and only its status looked at.
/// </summary>
internal static class FloorClient
{
    public static async Task<BindAnswer> RunAsync(BindJob job, IReadOnlyList<string> ids, Credential credential, bool connectionACall)
    {
        var requests = Requests(job, ids, credential);
        var next = -1;
        using var shared = NewClient();
        GC.Collect();

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, job.ThrottleLimit).Select(_ => LoopAsync()));
        watch.Stop();
        return new BindAnswer { Milliseconds = watch.Elapsed.TotalMilliseconds, Done = ids.Count };

        async Task LoopAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
            {
                using var own = connectionACall ? NewClient() : null;
                using var response = await (own ?? shared).SendAsync(requests[i]);
                await response.Content.ReadAsByteArrayAsync();
                response.EnsureSuccessStatusCode();
            }
        }
    }

    private static List<HttpRequestMessage> Requests(BindJob job, IReadOnlyList<string> ids, Credential credential)
    {
        var builder = new Acs3RequestBuilder("AliGatewaySignature/0.1.0");
        return ids.Chunk(Operations.SetSignatureApis.IdsPerCall).Select(batch => builder.Build(
            new ApiCall(
                Operations.SetSignatureApis,
                [
                    new ApiParameter("SignatureId", job.SignatureId),
                    new ApiParameter("GroupId", job.GroupId),
                    new ApiParameter("ApiIds", string.Join(",", batch)),
                    new ApiParameter("StageName", job.StageName),
                ]),
            new Uri(job.Endpoint),
            credential,
            DateTimeOffset.UtcNow)).ToList();
    }

    private static HttpClient NewClient() => new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
    });
}
