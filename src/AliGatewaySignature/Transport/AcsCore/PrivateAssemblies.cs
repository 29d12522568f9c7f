using System.Reflection;

namespace AliGatewaySignature.Transport.AcsCore;

/// <summary>Loads assemblies so that other modules' versions of them neither disturb them nor are disturbed by them.</summary>
internal static class PrivateAssemblies
{
    /// <param name="name">What the load context is called.</param>
    /// <param name="folder">Where the files are.</param>
    /// <param name="files">Each before those that refer to it.</param>
    /// <returns>The assemblies in the order of the files.</returns>
    public static IReadOnlyList<Assembly> Load(string name, string folder, IReadOnlyList<string> files) =>
        typeof(object).Assembly.GetType("System.Runtime.Loader.AssemblyLoadContext") is { } contextType
            ? IntoContext(contextType, name, folder, files)
            : FromFolder(folder, files);

    /// <summary>
    /// .NET: into a load context of their own. All are loaded beforehand, since a resolving handler is asked only after the
    /// default context, whose copies would win. What is not among them, above all this assembly, comes from the default one.
    /// By reflection, because .NET Standard does not have the type.
    /// </summary>
    private static List<Assembly> IntoContext(Type contextType, string name, string folder, IEnumerable<string> files)
    {
        var context = Activator.CreateInstance(contextType, name, false);
        var load = (Func<string, Assembly>)contextType.GetMethod("LoadFromAssemblyPath", [typeof(string)])!
            .CreateDelegate(typeof(Func<string, Assembly>), context);
        return [.. files.Select(file => load(Path.Combine(folder, file)))];
    }

    /// <summary>
    /// .NET Framework: from the folder. Versions of an assembly with a strong name live side by side there, and references
    /// are looked up beside who refers. Only this assembly is elsewhere; it is bound before the handler goes.
    /// </summary>
    private static List<Assembly> FromFolder(string folder, IEnumerable<string> files)
    {
        var self = typeof(PrivateAssemblies).Assembly;
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        try
        {
            var assemblies = files.Select(file => Assembly.LoadFrom(Path.Combine(folder, file))).ToList();
            _ = assemblies[assemblies.Count - 1].GetTypes();
            return assemblies;
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
        }

        Assembly? Resolve(object? sender, ResolveEventArgs asked) => new AssemblyName(asked.Name).Name == self.GetName().Name ? self : null;
    }
}
