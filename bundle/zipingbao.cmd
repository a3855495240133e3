@echo off
rem 双击打开页面；把 YAML 文件拖到这个文件上，就打开那一份
setlocal
if "%~1"=="" (
  if not exist "%USERPROFILE%\Documents\自评报" mkdir "%USERPROFILE%\Documents\自评报"
  cd /d "%USERPROFILE%\Documents\自评报"
  "%LOCALAPPDATA%\zipingbao\Scripts\python.exe" -m generator.cli open
) else (
  cd /d "%~dp1"
  "%LOCALAPPDATA%\zipingbao\Scripts\python.exe" -m generator.cli open "%~1"
)
if errorlevel 1 pause
