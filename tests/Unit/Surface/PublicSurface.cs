using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace AliGatewaySignature.Tests.Surface;

/// <summary>
/// Everything public of an assembly of cmdlets, as a text: the cmdlets with their parameters, and the types with their
/// members. Read from the metadata, so that no PowerShell has to be there.
/// </summary>
internal sealed class PublicSurface : IDisposable
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly MetadataLoadContext _context;
    private readonly Assembly _assembly;

    public PublicSurface(string path)
    {
        var references = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")
            .Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "reference"), "*.dll"));
        _context = new MetadataLoadContext(new PathAssemblyResolver(references));
        _assembly = _context.LoadFromAssemblyPath(path);
    }

    /// <summary>Every switch of every cmdlet, and the attributes that it carries.</summary>
    public IEnumerable<(string Name, IReadOnlyList<string> Attributes)> Switches() =>
        _assembly.GetTypes()
            .SelectMany(static type => type.GetProperties(Declared))
            .Where(static property => property.PropertyType.Name == "SwitchParameter")
            .Select(static property => (
                property.DeclaringType!.Name + "." + property.Name,
                (IReadOnlyList<string>)[.. property.GetCustomAttributesData().Select(static data => data.AttributeType.Name)]));

    public void Dispose() => _context.Dispose();

    public override string ToString()
    {
        var types = _assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal).ToList();
        var cmdlets = types.Where(static type => Attribute(type, "CmdletAttribute") is not null)
            .OrderBy(CmdletName, StringComparer.Ordinal)
            .ToList();
        var rest = types.Except(cmdlets).ToList();
        return string.Join('\n', cmdlets.Select(Cmdlet).Concat(rest.Select(Type)));
    }

    private static string CmdletName(Type type)
    {
        var arguments = Attribute(type, "CmdletAttribute")!.ConstructorArguments;
        return $"{arguments[0].Value}-{arguments[1].Value}";
    }

    private static string Cmdlet(Type type)
    {
        var text = new StringBuilder();
        text.Append("cmdlet ").Append(CmdletName(type)).Append('\n');

        var attribute = Attribute(type, "CmdletAttribute")!;
        foreach (var named in attribute.NamedArguments.OrderBy(static named => named.MemberName, StringComparer.Ordinal))
        {
            text.Append("  ").Append(named.MemberName).Append(": ").Append(Value(named.TypedValue)).Append('\n');
        }

        foreach (var output in type.GetCustomAttributesData().Where(static data => data.AttributeType.Name == "OutputTypeAttribute"))
        {
            var arguments = (IEnumerable<CustomAttributeTypedArgument>)output.ConstructorArguments[0].Value!;
            var sets = output.NamedArguments.FirstOrDefault(
                static named => named.MemberName == "ParameterSetName").TypedValue.Value is IEnumerable<CustomAttributeTypedArgument> names
                ? " in " + string.Join(", ", names.Select(static name => name.Value))
                : string.Empty;
            text.Append("  OutputType: ")
                .AppendJoin(", ", arguments.Select(static argument => Name((Type)argument.Value!)))
                .Append(sets)
                .Append('\n');
        }

        foreach (var parameter in Parameters(type).OrderBy(static parameter => parameter.Name, StringComparer.Ordinal))
        {
            text.Append(Parameter(parameter));
        }

        return text.ToString();
    }

    private static IEnumerable<PropertyInfo> Parameters(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var property in at.GetProperties(Declared)
                .Where(static property => Attribute(property, "ParameterAttribute") is not null))
            {
                yield return property;
            }
        }
    }

    private static string Parameter(PropertyInfo property)
    {
        var text = new StringBuilder();
        text.Append("  -").Append(property.Name).Append(" <").Append(Name(property.PropertyType)).Append('>');
        if (Attribute(property, "AliasAttribute")?.ConstructorArguments[0].Value is IEnumerable<CustomAttributeTypedArgument> aliases)
        {
            text.Append(" alias ").AppendJoin(", ", aliases.Select(static alias => alias.Value));
        }

        text.Append('\n');
        var places = property.GetCustomAttributesData().Where(static data => data.AttributeType.Name == "ParameterAttribute").Select(Place);
        foreach (var place in places.OrderBy(static place => place, StringComparer.Ordinal))
        {
            text.Append("    ").Append(place).Append('\n');
        }

        return text.ToString();
    }

    // One [Parameter]: the set it is about, and what it says there.
    private static string Place(CustomAttributeData parameter)
    {
        var said = parameter.NamedArguments.ToDictionary(static named => named.MemberName, static named => named.TypedValue);
        var set = said.Remove("ParameterSetName", out var name) ? (string)name.Value! : "(every set)";
        var rest = said.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => pair.Value.Value is true ? pair.Key : $"{pair.Key} {Value(pair.Value)}");
        return string.Join("; ", new[] { set }.Concat(rest));
    }

    private static string Type(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class" : "class";
        var text = new StringBuilder();
        text.Append(kind).Append(' ').Append(type.FullName);
        if (type.BaseType is { } parent && !type.IsValueType && parent.FullName != "System.Object")
        {
            text.Append(" : ").Append(Name(parent));
        }

        text.Append('\n');
        var members = type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(static field => $"{field.Name} = {field.GetRawConstantValue()}")
            : type.GetMembers(Declared).Select(Member).OfType<string>().OrderBy(static member => member, StringComparer.Ordinal);
        foreach (var member in members)
        {
            text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string? Member(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Arguments(constructor)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ {(property.GetMethod?.IsPublic == true
            ? "get; "
            : string.Empty)}{(property.SetMethod?.IsPublic == true ? "set; " : string.Empty)}}}",
        FieldInfo field => $"{(field.IsLiteral
            ? "const "
            : field.IsStatic ? "static " : string.Empty)}{Name(field.FieldType)} {field.Name}",
        MethodInfo { IsSpecialName: false } method => $"{(method.IsStatic
            ? "static "
            : string.Empty)}{Name(method.ReturnType)} {method.Name}({Arguments(method)})",
        MethodInfo { IsSpecialName: true } method when method.Name.StartsWith("op_",
            StringComparison.Ordinal) => $"{Name(method.ReturnType)} {method.Name}({Arguments(method)})",
        EventInfo @event => $"event {Name(@event.EventHandlerType!)} {@event.Name}",
        _ => null,
    };

    private static string Arguments(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return name == "Nullable"
            ? Name(type.GenericTypeArguments[0]) + "?"
            : $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string Value(CustomAttributeTypedArgument argument) => argument.ArgumentType.IsEnum
        ? argument.ArgumentType.GetFields(BindingFlags.Public | BindingFlags.Static)
            .First(field => Equals(field.GetRawConstantValue(), argument.Value)).Name
        : $"{argument.Value}";

    private static CustomAttributeData? Attribute(MemberInfo member, string name) =>
        member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == name);
}
