using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Shows where a key is bound, over all groups and stages (DescribeApisBySignature), or which keys the APIs of a group carry
/// (DescribeApiSignatures; DescribeSignaturesByApi for one API).
/// </summary>
[Cmdlet(VerbsCommon.Get, "AgSignatureApi", DefaultParameterSetName = KeySet, SupportsPaging = true)]
[OutputType(typeof(AgSignatureBinding))]
public sealed class GetAgSignatureApiCommand : AgServiceCommand
{
    private const string KeySet = "Key";
    private const string NameSet = "Name";
    private const string GroupSet = "Group";

    private readonly List<AgSignatureBinding> _found = [];
    private string? _groupId;
    private KeyNames? _names;

    /// <summary>The id of the key, or the key as an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KeySet, ValueFromPipeline = true)]
    [SignatureIdTransformation(PassesGroups = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(SignatureIdCompleter))]
    public string SignatureId { get; set; } = string.Empty;

    /// <summary>The name of the key, in place of its id: the whole name, ignoring case.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignatureNameCompleter))]
    public string SignatureName { get; set; } = string.Empty;

    /// <summary>The id of the group that the APIs belong to.</summary>
    [Parameter(ParameterSetName = GroupSet, ValueFromPipelineByPropertyName = true)]
    [ValidateId]
    [GroupIdTransformation]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string? GroupId { get; set; }

    /// <summary>The name of the group, in place of its id: the whole name, ignoring case.</summary>
    [Parameter(ParameterSetName = GroupSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string? GroupName { get; set; }

    /// <summary>The ids of APIs, as strings or as objects that have an ApiId; all APIs of the group when left out.</summary>
    [Parameter(ParameterSetName = GroupSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ApiIdTransformation(PassesGroups = true)]
    [ValidateId]
    [ArgumentCompleter(typeof(ApiIdCompleter))]
    public string[]? ApiId { get; set; }

    /// <summary>Stages: RELEASE, PRE or TEST; all three when left out.</summary>
    [Parameter(ParameterSetName = GroupSet, ValueFromPipelineByPropertyName = true)]
    [StageNameTransformation]
    [ValidateId]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[]? StageName { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _groupId = FindTarget(CommandTarget.FindGroupAsync).GroupId;
        _names = new KeyNames(Client);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case KeySet:
                Attempt(SignatureId, () => AddKey(SignatureId, name: null));
                break;
            case NameSet:
                Attempt(SignatureName, AddNamed);
                break;
            default:
                AddGroup();
                break;
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => new PagingWindow(this).WriteWhole(_found);

    private void AddNamed()
    {
        var key = FindKey(SignatureName);
        AddKey(key.SignatureId, key.SignatureName);
    }

    private void AddKey(string signatureId, string? name)
    {
        try
        {
            var bindings = Run(new KeyReading(Client, signatureId).BindingsAsync);

            // The listing of a key does not repeat the key's name.
            name ??= bindings.Count == 0 ? null : Run(token => _names!.FindAsync(signatureId, token));
            foreach (var binding in bindings)
            {
                binding.SignatureName ??= name;
            }

            _found.AddRange(bindings);
        }
        catch (AgException e) when (e.Kind == Faults.NotFound)
        {
            throw Run(token => Finders.Keys(Client).MissingIdAsync(signatureId, e, token));
        }
    }

    private void AddGroup()
    {
        if ((_groupId ?? GroupId) is not { Length: > 0 } groupId)
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput, "No group is named: give -GroupName or -GroupId, or pipe groups or APIs."));
            return;
        }

        if (ApiId is null && MyInvocation.ExpectingInput && PipedNames.TakeGroup() != groupId)
        {
            WriteFailure(
                new AgException(
                    Faults.InvalidInput, "An object without an ApiId names no API. Pipe groups, or APIs, or leave the pipeline out."),
                groupId);
            return;
        }

        var missing = new HashSet<string>(Ids.Comparer);
        foreach (var stage in StageName ?? [.. StageNames.All.Select(static stage => stage.Key)])
        {
            WarnOfStage(stage);
            if (ApiId is null)
            {
                Read(groupId, missing, token => Paging<AgSignatureBinding>.ReadAllAsync(page =>
                    Client.DescribeApiSignaturesAsync(groupId, stage, null, page, token)));
            }

            foreach (var apiId in ApiId ?? [])
            {
                Read(apiId, missing, token => Client.DescribeSignaturesByApiAsync(groupId, apiId, stage, token));
            }
        }
    }

    /// <summary>
    /// Reads in one stage what one group or API carries. What is not there is not there in any stage, and is said once; what is only not
    /// published to one may be published to another.
    /// </summary>
    private void Read(string target, HashSet<string> missing, Func<CancellationToken, Task<IReadOnlyList<AgSignatureBinding>>> read)
    {
        if (missing.Contains(target))
        {
            return;
        }

        Attempt(target, () =>
        {
            try
            {
                _found.AddRange(Run(read));
            }
            catch (AgException e) when (e.Kind == Faults.NotFound
                && RefusalSubjects.Find(e.Code) is RefusalSubject.Group or RefusalSubject.ApiIds
                && e.Code?.Contains("Deploy") != true)
            {
                missing.Add(target);
                throw;
            }
        });
    }
}
