using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AliGatewaySignature.Tests.Editions;

/// <summary>
/// The types and members of .NET Framework 4.7.2 as an assembly made for .NET Standard gets to see them: through the
/// facade netstandard.dll, which says where each type lives.
/// </summary>
/// <param name="folder">The reference assemblies, with the folder Facades in it.</param>
internal sealed class FrameworkSurface(string folder) : IDisposable
{
    private const string Facade = "netstandard";
    private readonly Dictionary<string, Library?> _libraries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the type is there, or what is missing.</summary>
    public string? CheckType(string type) => Find(Facade, type) is null ? type : null;

    /// <summary>Null when the member is there, on the type or inherited, or what is missing.</summary>
    public string? CheckMember(string type, ImmutableArray<string> arguments, string name, string signature)
    {
        var place = Find(Facade, type);
        while (place is not null)
        {
            if (place.Has(name, signature, arguments))
            {
                return null;
            }

            (var parent, arguments) = Base(place, arguments);
            place = parent;
        }

        return $"{type}::{name} {signature}";
    }

    public void Dispose()
    {
        foreach (var library in _libraries.Values)
        {
            library?.Dispose();
        }
    }

    private Place? Find(string assembly, string type)
    {
        // A type's nested ones follow it wherever it goes.
        var outer = type.Split('+')[0];
        var library = Open(assembly);
        while (library is not null && library.Forwards.TryGetValue(outer, out var target))
        {
            library = Open(target);
        }

        return library is not null && library.Types.TryGetValue(type, out var handle) ? new Place(library, handle) : null;
    }

    private (Place?, ImmutableArray<string>) Base(Place place, ImmutableArray<string> arguments)
    {
        var reader = place.Library.Reader;
        var parent = reader.GetTypeDefinition(place.Handle).BaseType;
        if (parent.IsNil)
        {
            return (null, []);
        }

        var name = TypeNames.Write(reader, parent, arguments);
        (var definition, var parentArguments) = References.Split(name);
        return (Find(place.Library.Name, definition)
            ?? AssembliesOf(reader).Select(assembly => Find(assembly, definition))
                .FirstOrDefault(static found => found is not null), parentArguments);
    }

    private static IEnumerable<string> AssembliesOf(MetadataReader reader) =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name));

    private Library? Open(string assembly)
    {
        if (!_libraries.TryGetValue(assembly, out var library))
        {
            var file = new[] { "", "Facades" }.Select(part => Path.Combine(folder, part, assembly + ".dll")).FirstOrDefault(File.Exists);
            _libraries[assembly] = library = file is null ? null : new Library(assembly, file);
        }

        return library;
    }

    private sealed class Library : IDisposable
    {
        private readonly PEReader _file;

        public Library(string name, string path)
        {
            Name = name;
            _file = new PEReader(File.OpenRead(path));
            Reader = _file.GetMetadataReader();
            foreach (var handle in Reader.TypeDefinitions)
            {
                Types[TypeNames.Instance.GetTypeFromDefinition(Reader, handle, 0)] = handle;
            }

            foreach (var handle in Reader.ExportedTypes)
            {
                var type = Reader.GetExportedType(handle);
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

        public void Dispose() => _file.Dispose();
    }

    private sealed record Place(Library Library, TypeDefinitionHandle Handle)
    {
        public bool Has(string name, string signature, ImmutableArray<string> arguments)
        {
            var reader = Library.Reader;
            var type = reader.GetTypeDefinition(Handle);
            return type.GetMethods().Select(reader.GetMethodDefinition).Any(method =>
                    reader.StringComparer.Equals(method.Name, name)
                        && TypeNames.Write(method.DecodeSignature(TypeNames.Instance, arguments)) == signature)
                || type.GetFields().Select(reader.GetFieldDefinition).Any(field =>
                    reader.StringComparer.Equals(field.Name, name) && field.DecodeSignature(TypeNames.Instance, arguments) == signature);
        }
    }
}
