namespace Peregrine.Bench;

/// <summary>Something that keeps the laboratory from working and that its user can put right.</summary>
internal sealed class LaboratoryException(string message) : Exception(message);
