@echo off
rem 双击安装：装在自己的用户目录里，不要管理员权限，不联网
setlocal
set HOME_DIR=%LOCALAPPDATA%\zipingbao
py -3 -m venv "%HOME_DIR%" 2>nul || python -m venv "%HOME_DIR%"
if errorlevel 1 (
  echo 没有找到 Python。请先装 64 位的 Python 3.10 至 3.13，再双击这个文件。
  pause
  exit /b 1
)
"%HOME_DIR%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" "zipingbao[page,import]"
if errorlevel 1 (
  echo 没有装成。请把上面的提示发给信息部门。
  pause
  exit /b 1
)
copy /y "%~dp0zipingbao.cmd" "%USERPROFILE%\Desktop\自评报.cmd" >nul
copy /y "%~dp0zipingbao.pyw" "%USERPROFILE%\Desktop\自评报（不显示黑窗口）.pyw" >nul
echo 装好了。双击桌面上的“自评报”就打开；把填好的 YAML 拖到它上面，就打开那一份。
pause
