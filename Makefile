# make demo 出一份样例报告；make test 跑测试。两条命令都自己建环境（.venv），不需要 root；
# 装的正是测试过的版本：requirements/ 里逐个写明版本和校验值，由 make lock 更新。
PYTHON ?= python3
VENV := .venv
LATEST := .venv-latest
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := -X warn_default_encoding -W error::EncodingWarning:generator -m pytest -n 2 --dist worksteal

.PHONY: demo test test-latest lint bench docs bundle lock clean

demo: $(VENV)/ready
	@$(BIN)/zipingbao build inputs/wuwei-2022.yaml -o out

test: $(VENV)/ready-test $(VENV)/editor/ready
	@$(BIN)/python $(PYTEST) $(ARGS)

# 同样的测试，各个库都用最新的：看哪个库的新版本会带来什么，不影响 make test
test-latest: $(LATEST)/editor/ready
	@$(LATEST)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager -e '.[test]'
	@ZIPINGBAO_LATEST=1 $(LATEST)/bin/python $(PYTEST) $(ARGS)

lint: $(VENV)/ready-test
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(VENV)/ready-test
	@$(BIN)/python -m benchmarks

docs: $(VENV)/ready-test
	@ZIPINGBAO_REWRITE=1 $(BIN)/python -m pytest -q tests/test_docs.py tests/test_vocabulary_doc.py tests/test_forms.py

# 给不能上网的 Windows 电脑：全部安装文件和双击就装的脚本
bundle: $(VENV)/ready-test
	@$(BIN)/python bundle/collect.py dist/自评报-离线安装包

# 重新选定各个库的版本（Python 3.10 至 3.13），之后跑 make test；文件里不写从哪里下载
LOCK := $(VENV)/bin/uv pip compile pyproject.toml requirements/build.in --universal --python-version 3.10 --upgrade \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet
lock: $(VENV)/ready
	@$(PIP) '.[lock]'
	@$(LOCK) -o requirements/run.txt
	@$(LOCK) --extra test -o requirements/test.txt
	@cd tests/editor && npm install --package-lock-only --omit-lockfile-registry-resolved --silent --no-audit --no-fund

$(VENV)/ready: pyproject.toml requirements/run.txt
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-test: $(VENV)/ready requirements/test.txt
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

# 编辑器里用的 YAML 语言服务器；没有 npm 的机器上跳过要用它的测试（CI 不许跳过）
$(VENV)/editor/ready: tests/editor/package.json tests/editor/package-lock.json $(VENV)/ready
	@mkdir -p $(@D) && cp tests/editor/package*.json $(@D)/
	@if command -v npm >/dev/null; then cd $(@D) && npm ci --silent --no-audit --no-fund; fi
	@touch $@

$(LATEST)/editor/ready: tests/editor/package.json
	@$(PYTHON) -m venv $(LATEST)
	@mkdir -p $(@D) && cp $< $(@D)/
	@if command -v npm >/dev/null; then cd $(@D) && npm install --silent --no-audit --no-fund --no-package-lock; fi
	@touch $@

clean:
	rm -rf $(VENV) $(LATEST) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
