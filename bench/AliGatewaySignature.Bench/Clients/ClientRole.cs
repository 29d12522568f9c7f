using System.Text.Json;
using AliGatewaySignature.Credentials;

namespace AliGatewaySignature.Bench.Clients;

/// <summary>The bench as a child of itself: binds on request, a line of JSON in, a line of JSON out.</summary>
internal static class ClientRole
{
    public const string Name = "role:client";

    public static async Task RunAsync()
    {
        var signIn = await CredentialChain.FindAsync(new Machine(), new CredentialMemory(), CancellationToken.None);
        var credential = await signIn.Credentials.GetAsync(CancellationToken.None);
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var job = JsonSerializer.Deserialize<BindJob>(line)!;
            if (!lists.TryGetValue(job.IdFile, out var ids))
            {
                ids = await File.ReadAllLinesAsync(job.IdFile);
                lists.Add(job.IdFile, ids);
            }

            // Off this thread, as in the cmdlet.
            var answer = await Task.Run(() => job.Kind switch
            {
                ClientKind.Engine or ClientKind.EngineOverAcsCore => Task.FromResult(EngineClient.Run(job, ids, credential)),
                _ => FloorClient.RunAsync(job, ids, credential, connectionACall: job.Kind == ClientKind.ConnectionACall),
            });
            Console.WriteLine(Worker.Mark + JsonSerializer.Serialize(answer));
        }
    }
}
