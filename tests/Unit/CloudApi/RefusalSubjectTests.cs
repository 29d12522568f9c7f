using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public class RefusalSubjectTests
{
    [Theory]
    [InlineData("NotFoundApi", nameof(RefusalSubject.ApiIds))]
    [InlineData("NotFoundDeployedApi", nameof(RefusalSubject.ApiIds))]
    [InlineData("InvalidApiIds", nameof(RefusalSubject.ApiIds))]
    [InlineData("MissingApiId", nameof(RefusalSubject.ApiIds))]
    [InlineData("NotFoundApiGroup", nameof(RefusalSubject.Group))]
    [InlineData("InvalidGroupId", nameof(RefusalSubject.Group))]
    [InlineData("NotFoundStage", nameof(RefusalSubject.Stage))]
    [InlineData("NotFoundStageModel", nameof(RefusalSubject.Stage))]
    [InlineData("InvalidStageName", nameof(RefusalSubject.Stage))]
    [InlineData("NotFoundEnvironment", nameof(RefusalSubject.Stage))]
    [InlineData("NotFoundSignature", nameof(RefusalSubject.Key))]
    [InlineData("InvalidSignatureId", nameof(RefusalSubject.Key))]
    [InlineData("NotFoundSecretKey", nameof(RefusalSubject.Key))]
    public void The_code_says_what_the_refusal_is_about(string code, string subject) =>
        Assert.Equal(subject, RefusalSubjects.Find(code).ToString());

    [Theory]
    [InlineData("RepeatedSignatureBinding")]
    [InlineData("NotFoundSignatureBinding")]
    [InlineData("NotFoundThingBinding")]
    [InlineData("RepeatedSignature")]
    [InlineData("RepeatedSignatureApi")]
    [InlineData("DuplicateSecretKey")]
    public void What_is_repeated_of_a_key_is_its_binding(string code) => Assert.Equal(RefusalSubject.Binding, RefusalSubjects.Find(code));

    /// <summary>Who asks must look.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("InvalidParameter")]
    [InlineData("NotFoundResource")]
    [InlineData("NotFoundApiSignature")]
    [InlineData("RepeatedCommit")]
    [InlineData("NotFoundApiInGroup")]
    [InlineData("RepeatedThingApi.InStage")]
    public void A_code_that_names_nothing_or_several_is_unclear(string? code) =>
        Assert.Equal(RefusalSubject.Unclear, RefusalSubjects.Find(code));

    [Fact]
    public void Only_a_refusal_for_what_the_call_carries_is_about_its_content()
    {
        FaultKind[] about = [Faults.NotFound, Faults.RequestRefused, Faults.ServiceRefused, Faults.AlreadyExists, Faults.StillInUse];
        foreach (var fault in Faults.All)
        {
            Assert.Equal(Enumerable.Contains(about, fault), fault.IsAboutContent);
        }
    }
}
