namespace Peregrine.Instructions;

/// <summary>The shapes of results in which the specification leaves the bits of NaNs open.</summary>
internal enum NanShape : byte
{
    /// <summary>No such result.</summary>
    None,

    /// <summary>f32</summary>
    F32,

    /// <summary>f64</summary>
    F64,

    /// <summary>f32x4</summary>
    F32x4,

    /// <summary>f64x2</summary>
    F64x2,
}
