using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Transport.AcsCore;

/// <summary>
/// The second assembly, whose requests are built and signed by Aliyun.Acs.Core. It is loaded when somebody chooses that
/// transport and not before, and nothing here mentions a type of it.
/// </summary>
internal sealed class AcsCoreAssembly
{
    public const string FolderName = "AcsCore";

    private const string Name = "AliGatewaySignature.AcsCore";
    private const string BuilderType = Name + ".AcsCoreRequestBuilder";

    /// <summary>Each before those that refer to it.</summary>
    private static readonly string[] Files = ["Newtonsoft.Json.dll", "aliyun-net-sdk-core.dll", Name + ".dll"];

    /// <summary>One a folder: what was loaded once is never loaded a second time.</summary>
    private static readonly ConcurrentDictionary<string, AcsCoreAssembly> Known = new(StringComparer.Ordinal);

    private readonly string _folder;
    private readonly object _gate = new();
    private Type? _builderType;

    private AcsCoreAssembly(string folder) => _folder = folder;

    /// <summary>The one beside the module's own assembly.</summary>
    public static AcsCoreAssembly InModuleFolder =>
        In(Path.Combine(Path.GetDirectoryName(typeof(AcsCoreAssembly).Assembly.Location) ?? string.Empty, FolderName));

    public static AcsCoreAssembly In(string folder) => Known.GetOrAdd(folder, found => new AcsCoreAssembly(found));

    /// <summary>A builder for one context; an AgException where the assembly is missing or cannot be used.</summary>
    public IRequestBuilder NewBuilder(string userAgent)
    {
        try
        {
            return (IRequestBuilder)Activator.CreateInstance(Loaded(), userAgent)!;
        }
        catch (Exception e) when (IsOfLoading(e) || e is TargetInvocationException or InvalidCastException)
        {
            throw Unusable(e.InnerException ?? e);
        }
    }

    private Type Loaded()
    {
        lock (_gate)
        {
            if (_builderType is not null)
            {
                return _builderType;
            }

            var missing = Files.FirstOrDefault(file => !File.Exists(Path.Combine(_folder, file)));
            if (missing is not null)
            {
                throw new AgException(Faults.TransportMissing, string.Format(CultureInfo.InvariantCulture,
                    "-Transport AcsCore: this copy of the module has been made without it, there is no {0} in {1}.", missing, _folder));
            }

            var assemblies = PrivateAssemblies.Load(Name, _folder, Files);
            var type = assemblies[Files.Length - 1].GetType(BuilderType, throwOnError: true)!;
            Try((IRequestBuilder)Activator.CreateInstance(type, "trial")!);
            return _builderType = type;
        }
    }

    /// <summary>
    /// Builds a request that nobody sends, so that a file that does not fit shows now and not in the middle of a pipeline.
    /// </summary>
    private static void Try(IRequestBuilder builder) =>
        builder.Build(
            new ApiCall(new Operation("Trial"), []),
            new Uri("https://localhost/"),
            Credential.Create("id", "secret"),
            DateTimeOffset.UtcNow).Dispose();

    private AgException Unusable(Exception e) =>
        new(Faults.TransportMissing, string.Format(
            CultureInfo.InvariantCulture, "-Transport AcsCore: what is in {0} cannot be used: {1}", _folder, e.Message), e);

    private static bool IsOfLoading(Exception e) =>
        e is IOException or BadImageFormatException or TypeLoadException or MissingMemberException or UnauthorizedAccessException
            or TypeInitializationException or NotSupportedException or System.Security.SecurityException;
}
