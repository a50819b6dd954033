"""wrap: scikit-learn's MLP or PyTorch's module (as_tensor), loss, optimizer; template to paste."""

import copy
import warnings

import numpy as np

TEMPLATE = """\
from nn_helpers import clinic

def predict(params, X): ...          # their forward pass: returns the outputs for all samples
def train(params, X, Y, rate, epochs): ...   # their loop: returns the trained params
report = clinic.examine(X, Y, params, predict, train=train, rate=0.1, epochs=1000)
report
"""


def template():
    """Return the lines that wrap a pasted program, to be filled in.

    >>> "clinic.examine" in template()
    True
    """
    return TEMPLATE


def wrap(model, X, Y, **options):
    """Return the arguments of ``examine`` for a scikit-learn MLP or a PyTorch module.

    For a PyTorch module give ``loss`` (a function of outputs and labels), ``optimizer`` (a function
    of parameters and a rate; plain descent if not told), ``rate`` and ``epochs``. A scikit-learn MLP
    knows its own. The model itself is never changed. Raises ``TypeError`` for anything else.
    """
    modules = {kind.__module__.split(".")[0] for kind in type(model).__mro__}
    if "sklearn" in modules and hasattr(model, "hidden_layer_sizes"):
        return _sklearn(model, X, Y, **options)
    if "torch" in modules and hasattr(model, "named_parameters"):
        return _torch(model, X, Y, **options)
    raise TypeError(
        f"wrap takes a scikit-learn MLPClassifier or MLPRegressor, or a PyTorch module; this is a "
        f"{type(model).__name__}. For a program of your own see clinic.template()."
    )


def _sklearn(model, X, Y, rate=None, epochs=None):
    start = _drawn(model, X, Y)
    params = {"coefs": start.coefs_, "intercepts": start.intercepts_}

    def with_params(params):
        other = copy.deepcopy(start)
        other.coefs_ = [np.array(W) for W in params["coefs"]]
        other.intercepts_ = [np.array(b) for b in params["intercepts"]]
        return other

    def predict(params, X):
        fitted = with_params(params)
        if not hasattr(fitted, "predict_proba"):
            return fitted.predict(X)
        chances = fitted.predict_proba(X)
        return chances[:, 1] if chances.shape[1] == 2 and np.ndim(Y) == 1 else chances

    def train(params, X, Y, rate, epochs):
        fitted = with_params(params)
        fitted.set_params(warm_start=True, learning_rate_init=rate, max_iter=int(epochs))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted.fit(X, Y)
        return {"coefs": fitted.coefs_, "intercepts": fitted.intercepts_}, fitted.loss_curve_

    return {
        "X": X, "Y": Y, "params": params, "predict": predict, "train": train,
        "rate": rate or model.learning_rate_init, "epochs": epochs or model.max_iter,
    }  # fmt: skip


def _drawn(model, X, Y):
    """Return a copy with a start as scikit-learn draws it: one update at a rate that moves nothing."""
    fresh = copy.deepcopy(model)
    fresh.set_params(max_iter=1, learning_rate_init=1e-12, warm_start=False)
    if fresh.solver == "lbfgs":
        raise TypeError("the solver lbfgs has no rate; set solver to 'sgd' or 'adam' first.")
    if fresh.random_state is None:
        fresh.set_params(random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fresh.fit(X, Y)
    return fresh


def _torch(model, X, Y, loss=None, optimizer=None, rate=0.1, epochs=1000):
    import torch

    if loss is None:
        raise TypeError(
            "a PyTorch module needs a loss: wrap(model, X, Y, loss=torch.nn.MSELoss())."
        )
    optimizer = optimizer or (lambda parameters, rate: torch.optim.SGD(parameters, lr=rate))
    wrapped = _Module(torch, model, loss, optimizer)
    return {
        "X": np.asarray(X), "Y": np.asarray(Y), "params": wrapped.numbers(model),
        "predict": wrapped.predict, "cost": wrapped.cost, "gradients": wrapped.gradients,
        "train": wrapped.train, "rate": rate, "epochs": epochs,
    }  # fmt: skip


class _Module:
    """The functions of an examination for a PyTorch module; every call works on a copy of it."""

    def __init__(self, torch, model, loss, optimizer):
        self.torch, self.model, self.loss, self.optimizer = torch, model, loss, optimizer
        self.kind = next(model.parameters()).dtype

    def as_tensor(self, array):
        return self.torch.as_tensor(np.asarray(array)).to(self.kind)

    def labels_as_tensor(self, array):
        array = self.torch.as_tensor(np.asarray(array))
        return array.to(self.kind) if array.is_floating_point() else array

    def loaded(self, params):
        other = copy.deepcopy(self.model)
        with self.torch.no_grad():
            for name, parameter in other.named_parameters():
                parameter.copy_(self.as_tensor(params[name]))
        return other

    def numbers(self, module):
        return {name: p.detach().numpy().copy() for name, p in module.named_parameters()}

    def predict(self, params, X):
        with self.torch.no_grad():
            return self.loaded(params).eval()(self.as_tensor(X)).numpy()

    def cost(self, outputs, Y):
        return float(self.loss(self.as_tensor(outputs), self.labels_as_tensor(Y)))

    def gradients(self, params, X, Y):
        module = self.loaded(params)
        self.loss(module(self.as_tensor(X)), self.labels_as_tensor(Y)).backward()
        return {
            name: np.zeros(p.shape) if p.grad is None else p.grad.numpy()
            for name, p in module.named_parameters()
        }

    def train(self, params, X, Y, rate, epochs):
        module = self.loaded(params).train()
        moves, costs = self.optimizer(module.parameters(), rate), []
        x, y = self.as_tensor(X), self.labels_as_tensor(Y)
        for _ in range(int(epochs)):
            moves.zero_grad()
            value = self.loss(module(x), y)
            value.backward()
            moves.step()
            costs.append(float(value.detach()))
        return self.numbers(module), costs
