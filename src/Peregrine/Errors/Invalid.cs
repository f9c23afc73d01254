using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Peregrine.Binary;
using Peregrine.Syntax;

namespace Peregrine.Errors;

/// <summary>Where a validation rule is broken.</summary>
/// <param name="Module">The module, which turns offsets into positions.</param>
/// <param name="Offset">Offset in bytes.</param>
/// <param name="Function">Index of the function, or -1 outside of bodies.</param>
internal readonly record struct InvalidPlace(ModuleSyntax Module, long Offset, int Function = -1);

/// <summary>One factory for each validation rule; the wording is the conformance suite's.</summary>
internal static class Invalid
{
    public static InvalidModuleException UnknownType(InvalidPlace place, long index) => At(place, $"unknown type {index}");

    public static InvalidModuleException UnknownFunction(InvalidPlace place, long index) => At(place, $"unknown function {index}");

    public static InvalidModuleException UnknownTable(InvalidPlace place, long index) => At(place, $"unknown table {index}");

    public static InvalidModuleException UnknownMemory(InvalidPlace place, long index) => At(place, $"unknown memory {index}");

    public static InvalidModuleException UnknownGlobal(InvalidPlace place, long index) => At(place, $"unknown global {index}");

    public static InvalidModuleException UnknownTag(InvalidPlace place, long index) => At(place, $"unknown tag {index}");

    public static InvalidModuleException UnknownElementSegment(InvalidPlace place, long index) => At(place, $"unknown elem segment {index}");

    public static InvalidModuleException UnknownDataSegment(InvalidPlace place, long index) => At(place, $"unknown data segment {index}");

    public static InvalidModuleException UnknownLocal(InvalidPlace place, long index) => At(place, $"unknown local {index}");

    public static InvalidModuleException UnknownLabel(InvalidPlace place, long index) => At(place, $"unknown label {index}");

    public static InvalidModuleException UnknownField(InvalidPlace place, long type, long index) => At(place, $"unknown field {index} of type {type}");

    public static InvalidModuleException NotAFunctionType(InvalidPlace place, long index) => At(place, $"non-function type {index}");

    public static InvalidModuleException NotAStructType(InvalidPlace place, long index) => At(place, $"non-structure type {index}");

    public static InvalidModuleException NotAnArrayType(InvalidPlace place, long index) => At(place, $"non-array type {index}");

    public static InvalidModuleException NotAContinuationType(InvalidPlace place, long index) => At(place, $"non-continuation type {index}");

    public static InvalidModuleException UnsharedAccess(InvalidPlace place, string what) => At(place, $"shared functions cannot access unshared {what}");

    public static InvalidModuleException TypeMismatch(InvalidPlace place, string detail) => At(place, $"type mismatch: {detail}");

    public static InvalidModuleException UninitializedLocal(InvalidPlace place, long index) => At(place, $"uninitialized local {index}");

    public static InvalidModuleException ImmutableGlobal(InvalidPlace place, long index) => At(place, $"immutable global {index}");

    public static InvalidModuleException ImmutableField(InvalidPlace place, long type, long index) => At(place, $"immutable field {index} of type {type}");

    public static InvalidModuleException ImmutableArray(InvalidPlace place, long type) => At(place, $"immutable array type {type}");

    public static InvalidModuleException PackedField(InvalidPlace place) => At(place, "field is packed: a signed or unsigned get is needed");

    public static InvalidModuleException UnpackedField(InvalidPlace place) => At(place, "field is unpacked: a plain get is needed");

    public static InvalidModuleException ArrayTypesDoNotMatch(InvalidPlace place, long target, long source) =>
        At(place, $"array types do not match: elements of type {source} cannot be copied to type {target}");

    public static InvalidModuleException ArrayNotNumeric(InvalidPlace place, long type) =>
        At(place, $"array type is not numeric or vector: type {type} cannot be made from data");

    public static InvalidModuleException UndeclaredFunctionReference(InvalidPlace place, long index) =>
        At(place, $"undeclared function reference: function {index} occurs in function bodies only");

    public static InvalidModuleException AlignmentTooLarge(InvalidPlace place, int alignmentLog2, int width) =>
        At(place, $"alignment must not be larger than natural: 2^{alignmentLog2} bytes for an access of {width}");

    public static InvalidModuleException AlignmentNotNatural(InvalidPlace place, int alignmentLog2, int width) =>
        At(place, $"alignment must be equal to natural: 2^{alignmentLog2} bytes for an atomic access of {width}");

    public static InvalidModuleException OffsetOutOfRange(InvalidPlace place, ulong offset) => At(place, $"offset out of range: {offset} in a 32-bit memory");

    public static InvalidModuleException InvalidLaneIndex(InvalidPlace place, int lane, int lanes) => At(place, $"invalid lane index {lane}, lanes are 0 to {lanes - 1}");

    public static InvalidModuleException InvalidResultArity(InvalidPlace place, int count) => At(place, $"invalid result arity: select with {count} types");

    public static InvalidModuleException InvalidRethrowLabel(InvalidPlace place, long index) => At(place, $"invalid rethrow label {index}: not a catch");

    public static InvalidModuleException MisplacedDelegate(InvalidPlace place) => At(place, "delegate ends something other than a try without catches");

    public static InvalidModuleException MisplacedCatch(InvalidPlace place) => At(place, "catch outside of a try, or behind catch_all");

    public static InvalidModuleException ConstantExpressionRequired(InvalidPlace place, string what) => At(place, $"constant expression required: {what}");

    public static InvalidModuleException DuplicateExportName(InvalidPlace place, string name) => At(place, $"duplicate export name \"{name}\"");

    public static InvalidModuleException StartFunction(InvalidPlace place, FunctionType type) => At(place, $"start function must have type [] -> [], not {type}");

    public static InvalidModuleException TagWithResults(InvalidPlace place) => At(place, "non-empty tag result type");

    public static InvalidModuleException SubtypeMismatch(InvalidPlace place, long type, long supertype) =>
        At(place, $"sub type {type} does not match super type {supertype}");

    public static InvalidModuleException MinimumAboveMaximum(InvalidPlace place, Limits limits) =>
        At(place, $"size minimum must not be greater than maximum: {limits.Minimum} and {limits.Maximum}");

    public static InvalidModuleException MemoryTooLarge(InvalidPlace place, string most) => At(place, $"memory size must be at most {most}");

    public static InvalidModuleException TableTooLarge(InvalidPlace place) => At(place, "table size must be at most 4294967295 elements");

    public static InvalidModuleException InvalidPageSize(InvalidPlace place) => At(place, "invalid custom page size: only 1 and 65536 bytes are allowed");

    public static InvalidModuleException SharedWithoutMaximum(InvalidPlace place) => At(place, "shared memory must have maximum");

    public static InvalidModuleException TooMany(InvalidPlace place, string what, long count, long most) => At(place, $"too many {what}: {count}, the limit is {most}");

    /// <summary>Something needs a feature that is off, or that this version does not know.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="missing">What is missing; of several features the first is named.</param>
    /// <param name="wording">The conformance suite's wording for modules without the feature, or null.</param>
    public static InvalidModuleException MissingFeature(InvalidPlace place, WasmFeatures missing, string? wording = null)
    {
        var feature = (WasmFeatures)(1u << BitOperations.TrailingZeroCount((uint)missing));
        string key = FeatureGate.Key(feature);
        string message = (feature & WasmFeatures.AllValidated) == 0 ? $"{key} is not supported" : $"{key} is not enabled";
        return At(place, wording is null ? message : $"{wording}: {message}", feature);
    }

    /// <summary>For everything that occurs in one place only.</summary>
    public static InvalidModuleException At(InvalidPlace place, string message, WasmFeatures missing = WasmFeatures.None) =>
        new(message, place.Module.Position(place.Offset), place.Function, missing);

    [DoesNotReturn]
    public static void Throw(InvalidModuleException exception) => throw exception;
}
