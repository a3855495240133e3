# make demo 出一份样例报告；make test 跑测试。两条命令都自己建环境（.venv），不需要 root。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint bench docs clean

demo: $(VENV)/ready
	@$(BIN)/zipingbao build inputs/wuwei-2022.yaml -o out

test: $(VENV)/ready-test $(VENV)/editor/ready
	@$(BIN)/python -X warn_default_encoding -W error::EncodingWarning:generator -m pytest -n 2 --dist worksteal $(ARGS)

lint: $(VENV)/ready-test
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(VENV)/ready-test
	@$(BIN)/python -m benchmarks

docs: $(VENV)/ready-test
	@ZIPINGBAO_REWRITE=1 $(BIN)/python -m pytest tests/test_docs.py

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -e .
	@touch $@

$(VENV)/ready-test: $(VENV)/ready pyproject.toml
	@$(PIP) -e '.[test]'
	@touch $@

# 编辑器里用的 YAML 语言服务器；没有 npm 的机器上跳过要用它的测试（CI 不许跳过）
$(VENV)/editor/ready: tests/editor/package.json $(VENV)/ready
	@mkdir -p $(@D) && cp $< $(@D)/
	@if command -v npm >/dev/null; then cd $(@D) && npm install --silent --no-audit --no-fund --no-package-lock; fi
	@touch $@

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
