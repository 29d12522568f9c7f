using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AliGatewaySignature.Tests.Editions;

/// <summary>What an assembly asks of another: the types and members that its metadata names.</summary>
internal sealed class References : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader reader;

    public References(string path)
    {
        file = new PEReader(File.OpenRead(path));
        reader = file.GetMetadataReader();
    }

    /// <summary>The assemblies that it names.</summary>
    public IEnumerable<string> Assemblies => reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name));

    /// <summary>The types that it names out of an assembly.</summary>
    public IEnumerable<string> TypesOf(string assembly) =>
        from handle in reader.TypeReferences
        where Scope(handle) == assembly
        select TypeNames.Instance.GetTypeFromReference(reader, handle, 0);

    /// <summary>The members that it names on types of an assembly, with the arguments of a generic type.</summary>
    public IEnumerable<(string Type, ImmutableArray<string> Arguments, string Name, string Signature)> MembersOf(string assembly)
    {
        foreach (MemberReference member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (member.Parent.Kind is not (HandleKind.TypeReference or HandleKind.TypeSpecification))
            {
                continue;
            }

            (string type, ImmutableArray<string> arguments) = Split(TypeNames.Of(reader, member.Parent, []));

            // The methods of an array are the runtime's own.
            if (type.EndsWith(']') || !Known(assembly).Contains(type))
            {
                continue;
            }

            string signature = member.GetKind() == MemberReferenceKind.Method
                ? TypeNames.Of(member.DecodeMethodSignature(TypeNames.Instance, arguments))
                : member.DecodeFieldSignature(TypeNames.Instance, arguments);
            yield return (type, arguments, reader.GetString(member.Name), signature);
        }
    }

    /// <summary><c>A`2&lt;B, C&lt;D&gt;&gt;</c> gives A`2 and its arguments.</summary>
    public static (string Type, ImmutableArray<string> Arguments) Split(string name)
    {
        int open = name.IndexOf('<', StringComparison.Ordinal);
        if (open < 0 || !name.EndsWith('>'))
        {
            return (name, []);
        }

        var arguments = ImmutableArray.CreateBuilder<string>();
        int depth = 0;
        int start = open + 1;
        for (int i = start; i < name.Length; i++)
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

    public void Dispose() => file.Dispose();

    private readonly Dictionary<string, HashSet<string>> known = [];

    private HashSet<string> Known(string assembly)
    {
        if (!known.TryGetValue(assembly, out HashSet<string>? types))
        {
            known[assembly] = types = [.. TypesOf(assembly)];
        }

        return types;
    }

    private string Scope(TypeReferenceHandle handle)
    {
        EntityHandle scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => Scope((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => string.Empty,
        };
    }
}
