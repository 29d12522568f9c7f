namespace AliGatewaySignature.Errors;

/// <summary>What happens on the way to a backend, which is not the service.</summary>
internal static partial class Faults
{
    public static readonly FaultKind Unencrypted = new(
        "Unencrypted", FaultCategory.SecurityError, Repeat.Never,
        "The address of a backend is http, so that everybody on the way could read the request; nothing was sent.",
        "Use https. http is for a loopback address, and with -AllowUnencrypted for a private one.");

    public static readonly FaultKind BackendNotReached = new(
        "BackendNotReached", FaultCategory.ConnectionError, Repeat.Never,
        "No connection to the backend could be made, so nothing was sent.",
        "Check -Uri and -ServerAddress, and that this machine may reach the backend (DNS, VPN, firewall, proxy).");

    public static readonly FaultKind BackendNotTrusted = new(
        "BackendNotTrusted", FaultCategory.SecurityError, Repeat.Never,
        "No trusted TLS connection to the backend could be made, so nothing was sent.",
        "Check that the backend speaks https and that its certificate is for the name in -Uri and trusted here. -SkipCertificateCheck "
            + "is for a test only.");

    public static readonly FaultKind NotProved = new(
        "NotProved", FaultCategory.InvalidOperation, Repeat.Never,
        "-BackendProof does not prove that the backends accept the pair that was given; nothing was sent.",
        "Give the pair to every backend besides the old one, and ask them again with Test-AgBackend -Pair <old> -NewPair <new>.");

    public static readonly FaultKind BackendSilent = new(
        "BackendSilent", FaultCategory.OperationTimeout, Repeat.Never,
        "The request was sent to the backend, and no whole answer came back; whether it was carried out is not known.",
        "Look into the backend's log, or give a higher -TimeoutSec.");
}
