using System.Text.Json;
using AliGatewaySignature.Backend;
using Xunit;

namespace AliGatewaySignature.Tests.Processes;

/// <summary>The verifier in Node, which knows nothing of the module: many requests in, a line for each of them out.</summary>
internal static class BackendVerifier
{
    /// <summary>Asks about all of them in one process. The test is skipped with a reason where there is no Node.</summary>
    /// <param name="task">verify or sign.</param>
    /// <param name="asked">Each request with the Secret and the reading, in the words of the sample backend.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    public static async Task<IReadOnlyList<VerifierAnswer>> AskAsync(
        string task,
        IReadOnlyCollection<(BackendRequest Request, string Secret, Reading Reading)> asked,
        CancellationToken cancellationToken)
    {
        var node = Tools.Find("node");
        if (node is null)
        {
            Assert.Skip("Node is not on PATH, so the verifier in Node cannot run.");
        }

        await using var child = ChildProcess.Start(
            node, ["verifier.mjs"], new Dictionary<string, string?> { ["NODE_OPTIONS"] = null }, RepositoryPaths.BackendVerifier);

        // Written while answers are read: either pipe would fill up otherwise.
        var written = Task.Run(
            async () =>
            {
                foreach (var (request, secret, reading) in asked)
                {
                    await child.WriteLineAsync(Line(task, request, secret, reading));
                }

                child.CloseInput();
            },
            cancellationToken);
        var ended = await child.WaitAsync(cancellationToken);
        Assert.True(ended.ExitCode == 0, ended.Error);
        await written;
        var answers = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonSerializer.Deserialize<VerifierAnswer>(line, JsonSerializerOptions.Web)!).ToList();
        Assert.Equal(asked.Count, answers.Count);
        return answers;
    }

    // Everything beyond ASCII is escaped, so that the encoding of the pipe does not matter.
    private static string Line(string task, BackendRequest request, string secret, Reading reading) => JsonSerializer.Serialize(new
    {
        task,
        method = request.Method,
        target = request.Query.Length == 0 ? request.Path : request.Path + "?" + request.Query,
        headers = request.Headers.Select(static header => new[] { header.Key, header.Value }),
        body = Convert.ToBase64String(request.Body),
        secret,
        reading = new
        {
            md5 = reading.Md5 switch
            {
                Md5Line.Copied => "copied",
                Md5Line.ComputedForAnyBody => "anybody",
                Md5Line.Empty => "empty",
                _ => "computed",
            },
            empty = reading.Empty switch { EmptyValue.BareName => "bare", EmptyValue.StrayAmpersand => "stray", _ => "equals" },
            path = reading.Path switch { PathForm.Decoded => "decoded", PathForm.DecodedButSlashes => "decodedbutslashes", _ => "raw" },
            order = reading.Order switch
            {
                HeaderOrder.SortedInLowerCase => "lower",
                HeaderOrder.AsListed => "aslisted",
                _ => "listed-case",
            },
        },
    });
}
