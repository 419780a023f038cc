package oddboard.detector.part;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import ai.djl.util.PairList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import oddboard.detector.Detector;
import oddboard.detector.ImageSource;
import oddboard.detector.Settings;
import org.jspecify.annotations.Nullable;

/** A detector's blocks trained as DJL's guide has it: data set, Trainer, gradient collector, DJL's Adam. */
final class DjlTraining implements AutoCloseable {
    private final NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    private final oddboard.detector.Model source;
    private final List<Model> models = new ArrayList<>();
    private final List<Trainer> trainers = new ArrayList<>();
    private final ArrayDataset dataset;
    private final String detector;
    private final List<Block> parts;

    DjlTraining(Detector detector, Settings settings, ImageSource images) {
        this.detector = detector.id();
        source = detector.open(settings, images.shape(), "cpu");
        parts = ((NetworkModel) source)
                .network().parts().stream().map(NetworkPart::block).toList();
        Shape image = new Shape(
                1,
                images.shape().channels(),
                images.shape().size(),
                images.shape().size());
        switch (this.detector) {
            case "resnet-aux" -> {
                trainer(settings, new Chain(parts.get(0), parts.get(1)), image);
                trainer(settings, parts.get(2), new Shape(1, settings.integer("latent")));
            }
            case "vae", "multi-encoder" -> trainer(settings, new Whole(parts, this.detector.equals("vae")), image);
            default -> trainer(settings, parts.getFirst(), image);
        }
        dataset = new ArrayDataset.Builder()
                .setData(array(images))
                .setSampling(settings.integer("batchSize"), true)
                .build();
    }

    private void trainer(Settings settings, Block block, Shape shape) {
        Model model = Model.newInstance("bench", ai.djl.Device.cpu(), "PyTorch");
        model.setBlock(block);
        Tracker rate = Tracker.fixed((float) settings.number("learningRate"));
        Optimizer optimizer = settings.choice("optimizer").equals("adamw")
                ? Optimizer.adamW().optLearningRateTracker(rate).build()
                : Optimizer.adam().optLearningRateTracker(rate).build();
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(optimizer)
                .optDevices(new ai.djl.Device[] {ai.djl.Device.cpu()}));
        trainer.initialize(shape);
        models.add(model);
        trainers.add(trainer);
    }

    private NDArray array(ImageSource images) {
        ByteBuffer bytes =
                NativeArrays.direct((long) images.count() * images.shape().elements());
        for (int i = 0; i < images.count(); i++) {
            images.read(i, bytes);
        }
        bytes.flip();
        int size = images.shape().size();
        try (NDArray packed = NativeArrays.over(
                manager,
                bytes,
                new Shape(images.count(), size, size, images.shape().channels()),
                DataType.UINT8)) {
            return packed.transpose(0, 3, 1, 2)
                    .toType(DataType.FLOAT32, false)
                    .mul(2f / 255)
                    .sub(1)
                    .duplicate();
        }
    }

    void epoch() {
        try {
            for (Batch batch : trainers.getFirst().iterateDataset(dataset)) {
                try (batch) {
                    learn(batch.getData());
                }
            }
        } catch (IOException | TranslateException e) {
            throw new IllegalStateException(e);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private void learn(NDList data) {
        Trainer trainer = trainers.getFirst();
        NDArray image = data.head();
        NDArray out;
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDList results = trainer.forward(data);
            out = results.head();
            NDArray loss = TorchOps.mse(out, image);
            collector.backward(
                    results.size() == 1 ? loss : loss.add(TorchOps.divergence(results.get(1), results.get(2))));
        }
        trainer.step();
        if (detector.equals("resnet-aux")) {
            JniUtils.setGradMode(false);
            NDArray code = parts.get(0)
                    .forward(new ParameterStore(image.getManager(), false), new NDList(image), false)
                    .head();
            try (GradientCollector collector = trainers.get(1).newGradientCollector()) {
                NDArray again = trainers.get(1).forward(new NDList(code)).head();
                NDArray follow = TorchOps.mse(again, out.stopGradient());
                collector.backward(follow.exp().mul(TorchOps.mse(again, image)));
            }
            trainers.get(1).step();
        }
    }

    /** The networks that are not one chain. */
    private static final class Whole extends AbstractBlock {
        private final List<Block> parts;
        private final boolean vae;

        Whole(List<Block> parts, boolean vae) {
            this.parts = parts;
            this.vae = vae;
            for (Block part : parts) {
                addChildBlock("part" + children.size(), part);
            }
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
            if (!vae) {
                NDArray codes =
                        run(0, inputs.head(), store, training).concat(run(1, inputs.head(), store, training), 1);
                return new NDList(run(2, codes, store, training));
            }
            NDArray hidden = run(0, inputs.head(), store, training);
            NDArray mu = run(1, hidden, store, training);
            NDArray logvar = run(2, hidden, store, training);
            NDArray code = mu.add(TorchOps.gaussian(mu).mul(logvar.mul(0.5f).exp()));
            return new NDList(run(3, code, store, training), mu, logvar);
        }

        private NDArray run(int part, NDArray x, ParameterStore store, boolean training) {
            return parts.get(part).forward(store, new NDList(x), training).head();
        }

        // They come with their weights.
        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {}

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
        }
    }

    @Override
    public void close() {
        trainers.forEach(Trainer::close);
        models.forEach(Model::close);
        manager.close();
        source.close();
    }
}
