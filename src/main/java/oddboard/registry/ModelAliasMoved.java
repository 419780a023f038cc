package oddboard.registry;

/** An alias points at a version that it did not point at before; published in the transaction that moves it. */
public record ModelAliasMoved(String model, String alias, int version) {}
