using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>
/// The role of the ECS instance. Asked for everywhere unless it is forbidden, as the SDKs do: outside ECS nobody answers,
/// which is remembered for a while.
/// </summary>
internal sealed class EcsSource : IChainLink
{
    private const string Origin = "ECS instance role";

    public string Title => Origin;

    public async Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken)
    {
        if (machine.IsOn(Variables.EcsMetadataDisabled))
        {
            return ChainResult.Absent($"switched off by {Variables.EcsMetadataDisabled}");
        }

        var metadata = new EcsMetadata(machine, Origin);
        if (machine.Value(Variables.EcsMetadata) is { } named)
        {
            return Found(named);
        }

        if (memory.Ecs.Absent(machine.Clock.UtcNow) is { } reason)
        {
            return ChainResult.Absent(reason);
        }

        string? name;
        try
        {
            name = await metadata.RoleNameAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (e.InnerException is not null)
        {
            memory.Ecs.Remember("this is no ECS instance (100.100.100.200 does not answer)", machine.Clock.UtcNow);
            return ChainResult.Absent(memory.Ecs.Absent(machine.Clock.UtcNow)!);
        }
        catch (AgException e)
        {
            return ChainResult.Absent(e.Message.TrimEnd('.'));
        }

        return name is null ? ChainResult.Absent("the instance has no RAM role") : Found(name);

        ChainResult Found(string role) =>
            ChainResult.Found(new SignIn(
                SourceNames.EcsRamRole, memory.KeysOf(new EcsRole(metadata, role, Origin), machine.Clock))
            { RoleArn = role });
    }
}
