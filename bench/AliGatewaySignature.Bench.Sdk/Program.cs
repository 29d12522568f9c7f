// The SDK as its README shows it, for the rows "bare SDK" of docs/performance.md: DefaultAcsClient and CommonRequest,
// nothing of this module. A line of JSON in, a line of JSON out, as the other clients of the bench.

using System.Diagnostics;
using System.Text.Json;
using AliGatewaySignature.Bench.Clients;
using Aliyun.Acs.Core;
using Aliyun.Acs.Core.Http;
using Aliyun.Acs.Core.Profile;

string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
var (id, secret, region) =
    (Variable("ALIBABA_CLOUD_ACCESS_KEY_ID"), Variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET"), Variable("ALIBABA_CLOUD_REGION_ID"));

while (Console.ReadLine() is { } line)
{
    var job = JsonSerializer.Deserialize<BindJob>(line)!;
    Console.WriteLine("@" + JsonSerializer.Serialize(Run(job, File.ReadAllLines(job.IdFile))));
}

// As many threads as calls at once: the SDK has no other way.
BindAnswer Run(BindJob job, string[] ids)
{
    var batches = new Queue<string[]>(ids.Chunk(100));
    var (done, failed, firstError) = (0, 0, string.Empty);
    GC.Collect();

    var watch = Stopwatch.StartNew();
    var threads = Enumerable.Range(0, job.ThrottleLimit).Select(_ => new Thread(Loop)).ToList();
    threads.ForEach(thread => thread.Start());
    threads.ForEach(thread => thread.Join());
    watch.Stop();
    return new BindAnswer { Milliseconds = watch.Elapsed.TotalMilliseconds, Done = done, Failed = failed, FirstError = firstError };

    void Loop()
    {
        var client = new DefaultAcsClient(DefaultProfile.GetProfile(region, id, secret));
        while (true)
        {
            string[] batch;
            lock (batches)
            {
                if (batches.Count == 0)
                {
                    return;
                }

                batch = batches.Dequeue();
            }

            var said = Send(client, job, batch);
            lock (batches)
            {
                done += said is null ? batch.Length : 0;
                failed += said is null ? 0 : batch.Length;
                firstError = firstError.Length == 0 ? said ?? string.Empty : firstError;
            }
        }
    }
}

static string? Send(DefaultAcsClient client, BindJob job, string[] batch)
{
    var request = new CommonRequest
    {
        Product = "CloudAPI",
        Version = "2016-07-14",
        Action = "SetSignatureApis",
        Method = MethodType.POST,
        Protocol = ProtocolType.HTTP,
        Domain = new Uri(job.Endpoint).Authority,
    };
    request.AddQueryParameters("SignatureId", job.SignatureId);
    request.AddQueryParameters("GroupId", job.GroupId);
    request.AddQueryParameters("StageName", job.StageName);
    request.AddQueryParameters("ApiIds", string.Join(",", batch));
    try
    {
        var response = client.GetCommonResponse(request);
        return response.HttpStatus == 200 ? null : response.Data;
    }
    catch (Aliyun.Acs.Core.Exceptions.ClientException wrong)
    {
        return wrong.Message;
    }
}
