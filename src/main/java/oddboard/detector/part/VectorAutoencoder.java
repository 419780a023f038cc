package oddboard.detector.part;

import java.util.List;
import oddboard.detector.ImageShape;

/** Linear layers down to a code and back, ReLU between them, none at the code, tanh at the end. */
public final class VectorAutoencoder {
    private VectorAutoencoder() {}

    /** @param widths units of the encoder's layers, the last being the code */
    public static Chain of(ImageShape shape, List<Integer> widths) {
        Chain chain = new Chain(Layers.flatten());
        int code = widths.size() - 1;
        for (int i = 0; i < code; i++) {
            chain.add(Layers.linear(widths.get(i))).add(Layers.relu());
        }
        chain.add(Layers.linear(widths.get(code)));
        for (int i = code - 1; i >= 0; i--) {
            chain.add(Layers.linear(widths.get(i))).add(Layers.relu());
        }
        return chain.add(Layers.linear(shape.elements()))
                .add(Layers.tanh())
                .add(Layers.image(shape.channels(), shape.size()));
    }
}
