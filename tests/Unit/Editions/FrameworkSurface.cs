using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AliGatewaySignature.Tests.Editions;

/// <summary>
/// The types and members of .NET Framework 4.7.2 as an assembly made for .NET Standard gets to see them: through the
/// facade netstandard.dll, which says where each type lives.
/// </summary>
internal sealed class FrameworkSurface : IDisposable
{
    private const string Facade = "netstandard";

    private readonly string folder;
    private readonly Dictionary<string, Library?> libraries = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="folder">The reference assemblies, with the folder Facades in it.</param>
    public FrameworkSurface(string folder) => this.folder = folder;

    /// <summary>Null when the type is there, or what is missing.</summary>
    public string? CheckType(string type) => Find(Facade, type) is null ? type : null;

    /// <summary>Null when the member is there, on the type or inherited, or what is missing.</summary>
    public string? CheckMember(string type, ImmutableArray<string> arguments, string name, string signature)
    {
        Place? place = Find(Facade, type);
        while (place is not null)
        {
            if (place.Has(name, signature, arguments))
            {
                return null;
            }

            (Place? parent, arguments) = Base(place, arguments);
            place = parent;
        }

        return $"{type}::{name} {signature}";
    }

    public void Dispose()
    {
        foreach (Library? library in libraries.Values)
        {
            library?.Dispose();
        }
    }

    private Place? Find(string assembly, string type)
    {
        // A type's nested ones follow it wherever it goes.
        string outer = type.Split('+')[0];
        Library? library = Open(assembly);
        while (library is not null && library.Forwards.TryGetValue(outer, out string? target))
        {
            library = Open(target);
        }

        return library is not null && library.Types.TryGetValue(type, out TypeDefinitionHandle handle) ? new Place(library, handle) : null;
    }

    private (Place?, ImmutableArray<string>) Base(Place place, ImmutableArray<string> arguments)
    {
        MetadataReader reader = place.Library.Reader;
        EntityHandle parent = reader.GetTypeDefinition(place.Handle).BaseType;
        if (parent.IsNil)
        {
            return (null, []);
        }

        string name = TypeNames.Of(reader, parent, arguments);
        (string definition, ImmutableArray<string> parentArguments) = References.Split(name);
        return (Find(place.Library.Name, definition) ?? AssembliesOf(reader).Select(assembly => Find(assembly, definition)).FirstOrDefault(static found => found is not null), parentArguments);
    }

    private static IEnumerable<string> AssembliesOf(MetadataReader reader) =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name));

    private Library? Open(string assembly)
    {
        if (!libraries.TryGetValue(assembly, out Library? library))
        {
            string? file = new[] { "", "Facades" }.Select(part => Path.Combine(folder, part, assembly + ".dll")).FirstOrDefault(File.Exists);
            libraries[assembly] = library = file is null ? null : new Library(assembly, file);
        }

        return library;
    }

    private sealed class Library : IDisposable
    {
        private readonly PEReader file;

        public Library(string name, string path)
        {
            Name = name;
            file = new PEReader(File.OpenRead(path));
            Reader = file.GetMetadataReader();
            foreach (TypeDefinitionHandle handle in Reader.TypeDefinitions)
            {
                Types[TypeNames.Instance.GetTypeFromDefinition(Reader, handle, 0)] = handle;
            }

            foreach (ExportedTypeHandle handle in Reader.ExportedTypes)
            {
                ExportedType type = Reader.GetExportedType(handle);
                if (type.Implementation.Kind == HandleKind.AssemblyReference)
                {
                    Forwards[$"{Reader.GetString(type.Namespace)}.{Reader.GetString(type.Name)}"] =
                        Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation).Name);
                }
            }
        }

        public string Name { get; }

        public MetadataReader Reader { get; }

        public Dictionary<string, TypeDefinitionHandle> Types { get; } = [];

        /// <summary>Where types went that a facade names.</summary>
        public Dictionary<string, string> Forwards { get; } = [];

        public void Dispose() => file.Dispose();
    }

    private sealed record Place(Library Library, TypeDefinitionHandle Handle)
    {
        public bool Has(string name, string signature, ImmutableArray<string> arguments)
        {
            MetadataReader reader = Library.Reader;
            TypeDefinition type = reader.GetTypeDefinition(Handle);
            return type.GetMethods().Select(reader.GetMethodDefinition).Any(method =>
                    reader.StringComparer.Equals(method.Name, name) && TypeNames.Of(method.DecodeSignature(TypeNames.Instance, arguments)) == signature)
                || type.GetFields().Select(reader.GetFieldDefinition).Any(field =>
                    reader.StringComparer.Equals(field.Name, name) && field.DecodeSignature(TypeNames.Instance, arguments) == signature);
        }
    }
}
