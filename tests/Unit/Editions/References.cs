using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AliGatewaySignature.Tests.Editions;

/// <summary>What an assembly asks of another: the types and members that its metadata names.</summary>
internal sealed class References : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    public References(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _reader = _file.GetMetadataReader();
    }

    /// <summary>The assemblies that it names.</summary>
    public IEnumerable<string> Assemblies =>
        _reader.AssemblyReferences.Select(handle => _reader.GetString(_reader.GetAssemblyReference(handle).Name));

    /// <summary>The types that it names out of an assembly.</summary>
    public IEnumerable<string> TypesOf(string assembly) =>
        from handle in _reader.TypeReferences
        where Scope(handle) == assembly
        select TypeNames.Instance.GetTypeFromReference(_reader, handle, 0);

    /// <summary>The members that it names on types of an assembly, with the arguments of a generic type.</summary>
    public IEnumerable<(string Type, ImmutableArray<string> Arguments, string Name, string Signature)> MembersOf(string assembly)
    {
        foreach (var member in _reader.MemberReferences.Select(_reader.GetMemberReference))
        {
            if (member.Parent.Kind is not (HandleKind.TypeReference or HandleKind.TypeSpecification))
            {
                continue;
            }

            (var type, var arguments) = Split(TypeNames.Write(_reader, member.Parent, []));

            // The methods of an array are the runtime's own.
            if (type.EndsWith(']') || !Known(assembly).Contains(type))
            {
                continue;
            }

            var signature = member.GetKind() == MemberReferenceKind.Method
                ? TypeNames.Write(member.DecodeMethodSignature(TypeNames.Instance, arguments))
                : member.DecodeFieldSignature(TypeNames.Instance, arguments);
            yield return (type, arguments, _reader.GetString(member.Name), signature);
        }
    }

    /// <summary><c>A`2&lt;B, C&lt;D&gt;&gt;</c> gives A`2 and its arguments.</summary>
    public static (string Type, ImmutableArray<string> Arguments) Split(string name)
    {
        var open = name.IndexOf('<', StringComparison.Ordinal);
        if (open < 0 || !name.EndsWith('>'))
        {
            return (name, []);
        }

        var arguments = ImmutableArray.CreateBuilder<string>();
        var depth = 0;
        var start = open + 1;
        for (var i = start; i < name.Length; i++)
        {
            switch (name[i])
            {
                case '<' or '[' or '(':
                    depth++;
                    break;
                case ',' when depth == 0:
                    arguments.Add(name[start..i]);
                    start = i + 2;
                    break;
                case '>' when depth == 0:
                    arguments.Add(name[start..i]);
                    break;
                case '>' or ']' or ')':
                    depth--;
                    break;
            }
        }

        return (name[..open], arguments.ToImmutable());
    }

    public void Dispose() => _file.Dispose();

    private readonly Dictionary<string, HashSet<string>> _known = [];

    private HashSet<string> Known(string assembly)
    {
        if (!_known.TryGetValue(assembly, out var types))
        {
            _known[assembly] = types = [.. TypesOf(assembly)];
        }

        return types;
    }

    private string Scope(TypeReferenceHandle handle)
    {
        var scope = _reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => Scope((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => string.Empty,
        };
    }
}
