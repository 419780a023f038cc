package oddboard.registry;

/** A new version of a model; published in the transaction that makes it. */
public record ModelVersionCreated(ModelVersionId id, String model, int version) {}
