package oddboard.registry;

/** A new model; published in the transaction that makes it. */
public record ModelRegistered(ModelId model, String name) {}
