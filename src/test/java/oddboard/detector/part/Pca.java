package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What every network is held against: reconstruction from the first principal components, in double precision. */
public final class Pca {
    private static final String SOURCE = """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def residual(self: __torch__.Ops, train: Tensor, test: Tensor, k: Tensor) -> Tensor:
                x = torch.to(train, 7)
                mean = torch.mean(x, [0])
                x = torch.sub(x, mean)
                covariance = torch.mm(torch.t(x), x)
                _0 = torch.linalg_eigh(covariance)
                values, vectors = _0
                y = torch.sub(torch.to(test, 7), mean)
                z = torch.pow(torch.mm(y, torch.flip(vectors, [1])), 2)
                explained = torch.cumsum(z, 1)
                whole = torch.unsqueeze(torch.sum(z, [1]), 1)
                rest = torch.sqrt(torch.clamp(torch.sub(whole, explained), 0.))
                return torch.contiguous(torch.index_select(rest, 1, torch.sub(k, 1)))
            """;

    private Pca() {}

    /**
     * Scores of the test images, [test image][position in {@code components}]: the root of the summed squared error of what
     * the first so many components leave over.
     *
     * @param train uint8 pixels, one image a row
     * @param components numbers of components, each from 1 to the pixels of an image
     */
    public static double[][] scores(byte[][] train, byte[][] test, long[] components) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            PtSymbolBlock module = JniUtils.loadModule(
                    (PtNDManager) manager,
                    new ByteArrayInputStream(OpsArchive.of(SOURCE.getBytes(StandardCharsets.UTF_8))),
                    false,
                    false);
            NDArray method = manager.zeros(new Shape());
            method.setName("module_method:residual");
            JniUtils.setGradMode(false);
            NDList result = IValueUtils.forward(
                    module,
                    new NDList(array(manager, train), array(manager, test), manager.create(components), method),
                    true);
            double[] all = result.head().toDoubleArray();
            double[][] scores = new double[test.length][components.length];
            for (int i = 0; i < all.length; i++) {
                scores[i / components.length][i % components.length] = all[i];
            }
            return scores;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NDArray array(NDManager manager, byte[][] images) {
        ByteBuffer bytes = NativeArrays.direct((long) images.length * images[0].length);
        for (byte[] image : images) {
            bytes.put(image);
        }
        bytes.flip();
        return NativeArrays.over(manager, bytes, new Shape(images.length, images[0].length), DataType.UINT8)
                .duplicate();
    }
}
